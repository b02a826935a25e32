// Written by platgen from platform.yaml: change that, not this.
import dev.platgen.Delivery

/**
 * The pipeline of a service, said in a sentence: `delivery('orders').test('services/orders', unit: 'mvn test').image().deploy('dev', branch: 'develop').run()`.
 * A pull request is only checked; a branch or tag that a deployment names is checked, built once, and goes by its digest through the deployments that it reaches.
 * Needs the plugins Pipeline, Git, Credentials Binding, Lockable Resources, Kubernetes, SonarQube Scanner, JUnit, HTTP Request.
 */
Delivery call(String service) {
    new Delivery(this, service)
}
