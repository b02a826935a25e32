// Written by platgen from platform.yaml: change that, not this.
package dev.platgen

/** What is looked at side by side before an image is built. */
class Checks implements Serializable {
    private static final long serialVersionUID = 1L
    private final Object steps
    private final Agents agents
    private final String folder
    private final Map words
    private boolean scan

    Checks(Object steps, Agents agents, String folder, Map words) {
        this.steps = steps
        this.agents = agents
        this.folder = folder
        this.words = words
    }

    /** Sources are looked through, too. */
    void scanned() {
        scan = true
    }

    /** What the commands run in. */
    String getImage() {
        words.image
    }

    /** All of them; every one ends, whatever becomes of the others. */
    void run() {
        Map<String, Closure> branches = [:]
        if (words.unit != null) {
            branches['Unit tests'] = { unit() }
        }
        if (words.lint != null) {
            branches['Lint'] = { within { agents.run('tools', 'Lint', words.lint as String) } }
        }
        if (scan) {
            branches['Scan'] = { within { agents.run('trivy', 'Scan', Settings.SCAN) } }
        }
        if (!branches.isEmpty()) {
            steps.parallel(branches)
        }
    }

    private void unit() {
        within {
            try {
                agents.run('tools', 'Unit tests', words.unit as String)
            } finally {
                if (words.reports != null) {
                    steps.junit(testResults: words.reports, allowEmptyResults: true)
                }
            }
        }
    }

    private void within(Closure body) {
        List<String> variables = Settings.MAVEN == '' ? [] : ["MAVEN_ARGS=--settings ${steps.env.WORKSPACE}/${Settings.MAVEN}".toString()]
        steps.withEnv(variables) {
            steps.dir(folder) {
                body()
            }
        }
    }
}
