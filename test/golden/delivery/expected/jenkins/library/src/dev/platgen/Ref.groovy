// Written by platgen from platform.yaml: change that, not this.
package dev.platgen

import java.util.regex.Pattern

/** What a run is of: a branch, a tag or a pull request. */
class Ref implements Serializable {
    private static final long serialVersionUID = 1L
    private final String branch
    private final String tag
    private final boolean change

    Ref(String branch, String tag, String change) {
        this.branch = branch
        this.tag = tag
        this.change = change != null
    }

    /** Whether it is a branch or tag of these patterns, in which `*` stands for anything. A pull request never is, and a tag is no branch of its name. */
    boolean matches(String branchPattern, String tagPattern) {
        if (change) {
            return false
        }
        tag == null ? like(branchPattern, branch) : like(tagPattern, tag)
    }

    private boolean like(String pattern, String name) {
        pattern != null && name != null && name.matches(expression(pattern))
    }

    private String expression(String pattern) {
        pattern.split('\\*+', -1).collect { String part -> Pattern.quote(part) }.join('.*')
    }
}
