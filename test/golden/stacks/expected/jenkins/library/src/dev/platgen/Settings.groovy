// Written by platgen from platform.yaml: change that, not this.
package dev.platgen

/** What holds for the whole platform. Names of credentials, never what they hold. */
class Settings implements Serializable {
    private static final long serialVersionUID = 1L
    static final String PLATFORM = 'built'
    /** Label of machines that stand ready; empty where every part of a run gets a pod. */
    static final String AGENT = 'linux'
    static final String KEEP = '5'
    /** Longest time of a part of a run on an agent, in seconds. */
    static final int TIMEOUT = 2700
    /** How often what needs the network is tried. */
    static final int TRIES = 3
    /** Commands of the shell. */
    static final String IMAGE = 'sh out/delivery/image.sh'
    static final String DEPLOY = 'sh out/delivery/deploy.sh'
    static final String ACCEPT = 'sh out/delivery/accept.sh'
    static final String SCAN = ''
    static final String SONAR = ''
    /** Settings of Maven, from the root of the repository; empty where its own are good. */
    static final String MAVEN = ''
    static final String REGISTRY = 'harbor'
    static final String SONAR_SERVER = ''
    static final String SONAR_CREDENTIALS = ''
    static final int SONAR_TIMEOUT = 0
    /** Whether SonarQube tells branches and pull requests apart, so that they are looked at, too. */
    static final boolean GATE_EVERYWHERE = false
}
