// Written by platgen from platform.yaml: change that, not this.
import dev.platgen.Agents

/** Fails when what platgen wrote is not what platform.yaml says: somebody edited the one, or forgot to render the other. */
void call() {
    Agents agents = new Agents(this)
    agents.checks('registry.example.com:5000/mirror/library/node:24.19.0-trixie') {
        stage('Checkout') {
            agents.checkout()
        }
        stage('platgen render --check') {
            agents.run('tools', 'Check', 'npm ci --ignore-scripts\nnpx --no-install platgen render --check --out out')
        }
    }
}
