// Written by platgen from platform.yaml: change that, not this.
package dev.platgen

/** What is done for one service, in order. Every word gives the sentence back, so that the next one can follow. */
class Delivery implements Serializable {
    private static final long serialVersionUID = 1L
    private final Object steps
    private final String service
    private final Ref ref
    private final Agents agents
    private final Image image
    private final Notifier notifier
    private final List<Deployment> deployments = []
    private Checks checks
    private String sonarKey
    private boolean built

    Delivery(Object steps, String service) {
        this.steps = steps
        this.service = service
        this.ref = new Ref(steps.env.BRANCH_NAME, steps.env.TAG_NAME, steps.env.CHANGE_ID)
        this.agents = new Agents(steps)
        this.image = new Image(steps, agents, service)
        this.notifier = new Notifier(steps, agents, service)
    }

    /** Commands that have to succeed in a folder: `unit`, `lint`; the `image` that they run in, and the `reports` that the tests leave. */
    Delivery test(Map words, String folder) {
        checks = new Checks(steps, agents, folder, words)
        this
    }

    /** Sources are looked through for what is known to be dangerous. */
    Delivery scan(String folder) {
        if (checks == null) {
            checks = new Checks(steps, agents, folder, [:])
        }
        checks.scanned()
        this
    }

    /** The gate of SonarQube has to pass, for the project with this key. */
    Delivery gate(String key) {
        sonarKey = key
        this
    }

    /** The image is built; the words are secrets that only the build needs, each a variable with the id of its credentials. */
    Delivery image(Map secrets = [:]) {
        image.needs(secrets)
        built = true
        this
    }

    /**
     * One environment, reached by a `branch` or a `tag`. `approval` says who has to agree, and how many seconds there are for it; `from` which
     * environment proves the image, and `proves` that another one asks for that; `acceptance` that Robot tests follow; `kubeconfig` names the credentials.
     */
    Delivery deploy(Map words, String environment) {
        deployments.add(new Deployment(steps, agents, image, service, environment, words))
        this
    }

    /** Does all of it, and tells how it went. */
    void run() {
        long began = System.currentTimeMillis()
        boolean fine = false
        List<Deployment> reached = reached()
        steps.properties([steps.buildDiscarder(steps.logRotator(numToKeepStr: Settings.KEEP)), steps.disableConcurrentBuilds()])
        try {
            check(!reached.isEmpty())
            build(!reached.isEmpty())
            for (Deployment deployment in reached) {
                deployment.run()
            }
            fine = true
        } finally {
            notifier.ended(fine, names(reached), began)
        }
    }

    private List<Deployment> reached() {
        List<Deployment> reached = []
        for (Deployment deployment in deployments) {
            if (deployment.reachedBy(ref)) {
                reached.add(deployment)
            }
        }
        reached
    }

    private void check(boolean deploys) {
        boolean scanned = sonarKey != null && (deploys || Settings.GATE_EVERYWHERE)
        if (checks == null && !scanned) {
            return
        }
        agents.checks(checks?.image) {
            steps.stage('Checkout') {
                agents.checkout()
            }
            if (checks != null) {
                checks.run()
            }
            if (scanned) {
                steps.stage('Sonar') {
                    new Gate(steps, agents, service).scan()
                }
            }
        }
        if (scanned) {
            steps.stage('Quality gate') {
                new Gate(steps, agents, service).pass()
            }
        }
    }

    private void build(boolean deploys) {
        if (!built) {
            return
        }
        agents.image {
            steps.stage('Image') {
                agents.checkout()
                if (deploys) {
                    image.push()
                } else {
                    image.attempt()
                }
            }
        }
    }

    private List<String> names(List<Deployment> some) {
        List<String> names = []
        for (Deployment deployment in some) {
            names.add(deployment.environment)
        }
        names
    }
}
