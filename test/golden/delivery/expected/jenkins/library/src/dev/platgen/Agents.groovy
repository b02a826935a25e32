// Written by platgen from platform.yaml: change that, not this.
package dev.platgen

/** Where the work is done: a pod for each part of a run, with a container for each tool, or machines that stand ready. Nobody waits on one of them for an answer. */
class Agents implements Serializable {
    private static final long serialVersionUID = 1L
    /** Who made the commit, and what it is; empty until it is known. */
    String author = ''
    String subject = ''
    private final Object steps

    Agents(Object steps) {
        this.steps = steps
    }

    /** For tests and analyses; the commands of the service run in an image of theirs. */
    void checks(String image, Closure body) {
        on(image == null ? 'checks' : 'checks-with-tools', image, body)
    }

    /** For building an image. */
    void image(Closure body) {
        on('image', null, body)
    }

    /** For deploying. */
    void deployment(Closure body) {
        on('deployment', null, body)
    }

    /** The commit of this run. */
    void checkout() {
        steps.retry(Settings.TRIES) {
            steps.checkout(steps.scm)
        }
        if (author == '') {
            author = steps.sh(label: 'Author', script: 'git log -1 --format=%an', returnStdout: true).trim()
            subject = steps.sh(label: 'Subject', script: "git log -1 --format='%h %s'", returnStdout: true).trim()
        }
    }

    /** Runs a command of the shell where its tool is. */
    void run(String tool, String label, String command) {
        if (Settings.AGENT != '') {
            steps.sh(label: label, script: command)
            return
        }
        steps.container(tool) {
            steps.sh(label: label, script: command)
        }
    }

    private void on(String kind, String image, Closure body) {
        if (Settings.AGENT != '') {
            work(Settings.AGENT, body)
            return
        }
        String pod = steps.libraryResource("dev/platgen/pods/${kind}.yaml")
        steps.podTemplate(yaml: image == null ? pod : pod.replace('IMAGE_OF_THE_COMMANDS', image)) {
            work(steps.POD_LABEL, body)
        }
    }

    private void work(String label, Closure body) {
        steps.node(label) {
            steps.timeout(time: Settings.TIMEOUT, unit: 'SECONDS') {
                body()
            }
        }
    }
}
