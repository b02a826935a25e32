// Written by platgen from platform.yaml: change that, not this.
package dev.platgen

/** The image of a service. A commit's image is built once; whatever is deployed is these bytes. */
class Image implements Serializable {
    private static final long serialVersionUID = 1L
    private final Object steps
    private final Agents agents
    private final String service
    private final Map<String, String> secrets = [:]

    Image(Object steps, Agents agents, String service) {
        this.steps = steps
        this.agents = agents
        this.service = service
    }

    /** Variables that a build needs, each with the id of its credentials. */
    void needs(Map some) {
        secrets.putAll(some)
    }

    /** Builds it and keeps nothing of it. */
    void attempt() {
        withSecrets {
            agents.run('docker', 'Try image', "${Settings.IMAGE} ${service} try")
        }
    }

    /** Pushes it, unless the registry has it, and keeps `TAG DIGEST` for the deployments. */
    void push() {
        withSecrets {
            inRegistry('Build and push', 'push')
        }
        steps.stash(name: 'release', includes: 'release.txt')
    }

    /** Fails unless these bytes were deployed in an environment. */
    void proven(String environment) {
        inRegistry("Look for ${environment}", "proven ${environment}")
    }

    /** Notes in the registry that these bytes were deployed in an environment. */
    void record(String environment) {
        inRegistry("Note ${environment}", "record ${environment}")
    }

    private void withSecrets(Closure body) {
        if (secrets.isEmpty()) {
            body()
            return
        }
        List bindings = []
        for (String variable in new ArrayList<String>(secrets.keySet())) {
            bindings.add(steps.string(credentialsId: secrets[variable], variable: variable))
        }
        steps.withCredentials(bindings) {
            body()
        }
    }

    private void inRegistry(String label, String verb) {
        steps.withCredentials([steps.usernamePassword(credentialsId: Settings.REGISTRY, usernameVariable: 'REGISTRY_USER', passwordVariable: 'REGISTRY_PASSWORD')]) {
            steps.retry(Settings.TRIES) {
                agents.run('docker', label, "${Settings.IMAGE} ${service} ${verb}")
            }
        }
    }
}
