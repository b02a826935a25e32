// Written by platgen from platform.yaml: change that, not this.
package dev.platgen

/** SonarQube looks at the sources, and its gate has to pass. */
class Gate implements Serializable {
    private static final long serialVersionUID = 1L
    private final Object steps
    private final Agents agents
    private final String service

    Gate(Object steps, Agents agents, String service) {
        this.steps = steps
        this.agents = agents
        this.service = service
    }

    /** Sends the sources. What is looked at stands in the sonar-project.properties of the service. */
    void scan() {
        steps.withSonarQubeEnv(installationName: Settings.SONAR_SERVER, credentialsId: Settings.SONAR_CREDENTIALS) {
            agents.run('sonar', 'Scan', "${Settings.SONAR}/${service}/sonar-project.properties")
        }
    }

    /** Waits for the answer, which the server sends by its webhook; a gate that does not pass ends the run. */
    void pass() {
        steps.timeout(time: Settings.SONAR_TIMEOUT, unit: 'SECONDS') {
            steps.waitForQualityGate(abortPipeline: true)
        }
    }
}
