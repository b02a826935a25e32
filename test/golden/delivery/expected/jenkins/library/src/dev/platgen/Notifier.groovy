// Written by platgen from platform.yaml: change that, not this.
package dev.platgen

import groovy.json.JsonOutput
import javax.crypto.Mac
import javax.crypto.spec.SecretKeySpec

/** Tells people how a run went: who, what, where, how long, and the link. A message that can't be sent fails no run. */
class Notifier implements Serializable {
    private static final long serialVersionUID = 1L
    private final Object steps
    private final Agents agents
    private final String service

    Notifier(Object steps, Agents agents, String service) {
        this.steps = steps
        this.agents = agents
        this.service = service
    }


    /** A run is over. */
    void ended(boolean fine, List<String> environments, long began) {
        if (!fine) {
            tell('failed', environments, began)
        }
    }

    private void tell(String how, List<String> environments, long began) {
        String title = "${service} ${how}"
        Map<String, String> facts = facts(environments, (System.currentTimeMillis() - began).intdiv(1000))
        once('DingTalk', [steps.string(credentialsId: 'team', variable: 'DINGTALK_URL'), steps.string(credentialsId: 'team-secret', variable: 'DINGTALK_SECRET')]) {
            post(signed(steps.env.DINGTALK_URL, steps.env.DINGTALK_SECRET, System.currentTimeMillis()), markdown(title, facts, 'text'), '"errcode":0')
        }
        once('WeCom', [steps.string(credentialsId: 'wecom', variable: 'WECOM_URL')]) {
            post(steps.env.WECOM_URL, markdown(title, facts, 'content'), '"errcode":0')
        }
    }

    /** One channel, whatever becomes of the others. What goes wrong is told within the block that hides the credentials. */
    private void once(String channel, List bindings, Closure send) {
        steps.withCredentials(bindings) {
            steps.catchError(buildResult: null, stageResult: null, message: "${channel} was not told".toString()) {
                steps.retry(Settings.TRIES) {
                    send()
                }
            }
        }
    }

    private void post(String url, String body, String answer) {
        steps.httpRequest(url: url, httpMode: 'POST', contentType: 'APPLICATION_JSON_UTF8', requestBody: body, quiet: true, validResponseContent: answer)
    }

    /** Who, what, where, how long, and the link. */
    private Map<String, String> facts(List<String> environments, long seconds) {
        [
            who: agents.author ?: steps.env.CHANGE_AUTHOR_DISPLAY_NAME ?: 'unknown',
            what: agents.subject ?: 'unknown',
            where: whereabouts(steps.env.TAG_NAME ?: steps.env.BRANCH_NAME, environments),
            took: duration(seconds),
            link: steps.env.BUILD_URL ?: '',
        ]
    }

    private String whereabouts(String ref, List<String> environments) {
        environments.isEmpty() ? "${ref}".toString() : "${ref} to ${environments.join(', ')}".toString()
    }

    private String duration(long seconds) {
        seconds < 60 ? "${seconds} s".toString() : "${seconds.intdiv(60)} min ${seconds % 60} s".toString()
    }

    /** A message in Markdown, in which names and messages of others mean nothing but themselves. */
    private String markdown(String title, Map<String, String> facts, String key) {
        List<String> lines = ["### ${title}".toString()]
        facts.each { String name, String value -> lines.add("- ${name}: ${name == 'link' ? value : value.replaceAll(/[\\`*_\[\]<>#]/, '\\\\$0')}".toString()) }
        Map<String, String> content = key == 'text' ? [title: title, text: lines.join('\n')] : [content: lines.join('\n')]
        JsonOutput.toJson([msgtype: 'markdown', markdown: content])
    }

    /** https://open.dingtalk.com/document/robots/customize-robot-security-settings */
    private String signed(String url, String secret, long now) {
        def mac = Mac.getInstance('HmacSHA256')
        mac.init(new SecretKeySpec(secret.getBytes('UTF-8'), 'HmacSHA256'))
        String sign = mac.doFinal("${now}\n${secret}".getBytes('UTF-8')).encodeBase64().toString()
        "${url}&timestamp=${now}&sign=${URLEncoder.encode(sign, 'UTF-8')}".toString()
    }
}
