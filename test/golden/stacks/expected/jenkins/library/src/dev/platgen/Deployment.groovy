// Written by platgen from platform.yaml: change that, not this.
package dev.platgen

/** The deployment of a service to one environment. */
class Deployment implements Serializable {
    private static final long serialVersionUID = 1L
    /** Its name. */
    final String environment
    private final Object steps
    private final Agents agents
    private final Image image
    private final String service
    private final Map words

    Deployment(Object steps, Agents agents, Image image, String service, String environment, Map words) {
        this.steps = steps
        this.agents = agents
        this.image = image
        this.service = service
        this.environment = environment
        this.words = words
    }

    /** Whether a run gets here. */
    boolean reachedBy(Ref ref) {
        ref.matches(words.branch as String, words.tag as String)
    }

    /** Whether somebody has to agree. */
    boolean approved() {
        words.approval != null
    }

    /** Asks, deploys, watches, goes back when it fails, and tests. One run at a time, whatever branch or tag it is of. */
    void run() {
        if (approved()) {
            steps.stage("Approve ${environment}") {
                approve()
            }
        }
        steps.stage("Deploy ${environment}") {
            steps.lock(resource: "${Settings.PLATFORM}/${environment}/${service}".toString()) {
                agents.deployment {
                    agents.checkout()
                    steps.unstash('release')
                    if (words.from != null) {
                        image.proven(words.from as String)
                    }
                    rollOut()
                    if (words.acceptance) {
                        accept()
                    }
                    if (words.proves) {
                        image.record(environment)
                    }
                }
            }
        }
    }

    private void approve() {
        steps.timeout(time: words.approval.seconds, unit: 'SECONDS') {
            steps.input(message: "Deploy ${service} to ${environment}?".toString(), ok: 'Deploy', submitter: words.approval.by)
        }
    }

    private void rollOut() {
        steps.withCredentials([steps.file(credentialsId: words.kubeconfig, variable: 'KUBECONFIG')]) {
            steps.retry(Settings.TRIES) {
                step('Prepare', 'prepare')
            }
            step('Migrate', 'migrate')
            try {
                step('Apply', 'apply')
                step('Watch', 'watch')
            } catch (Exception failure) {
                step('Go back', 'undo')
                throw failure
            }
            step('Note', 'note')
        }
        // What platform.yaml says once this is in a file that it includes.
        steps.archiveArtifacts(artifacts: "release-${environment}.yaml".toString(), allowEmptyArchive: true)
    }

    private void step(String label, String verb) {
        agents.run('kubectl', label, "${Settings.DEPLOY} ${service} ${environment} ${verb}")
    }

    private void accept() {
        try {
            agents.run('robot', 'Accept', "${Settings.ACCEPT} ${service} ${environment}")
        } finally {
            steps.junit(testResults: 'robot-results/xunit.xml', allowEmptyResults: true)
            steps.archiveArtifacts(artifacts: 'robot-results/**', allowEmptyArchive: true)
        }
    }
}
