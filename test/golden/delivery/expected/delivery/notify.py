#!/usr/bin/env python3
# Written by platgen from platform.yaml: change that, not this.
"""Tells people how a run went: who, what, where, how long, and the link. `notify.py SERVICE HOW`; the facts and the channels are in the environment.

WHO, WHAT, WHERE, BEGAN (seconds since 1970) and LINK are the facts. DINGTALK_URL (with DINGTALK_SECRET when messages are signed), WECOM_URL and SLACK_URL
are addresses with their tokens, which are never printed. A channel that is down keeps nobody else from being told, and fails no run.
"""
import base64
import hashlib
import hmac
import json
import os
import re
import sys
import time
import urllib.parse
import urllib.request

ATTEMPTS = 2
SECONDS = 10


def facts():
    began = os.environ.get("BEGAN", "")
    took = int(time.time()) - int(began) if began.isdigit() else None
    yield "who", os.environ.get("WHO") or "unknown"
    yield "what", " ".join((os.environ.get("WHAT") or "unknown").split())
    yield "where", os.environ.get("WHERE") or "unknown"
    if took is not None:
        yield "took", f"{took} s" if took < 60 else f"{took // 60} min {took % 60} s"
    yield "link", os.environ.get("LINK") or ""


def markdown(title):
    """In which names and messages of others mean nothing but themselves."""
    lines = [f"### {title}"]
    for name, value in facts():
        plain = value if name == "link" else re.sub(r"[\\`*_\[\]<>#]", r"\\\g<0>", value)
        lines.append(f"- {name}: {plain}")
    return "\n".join(lines)


def slack(title):
    """https://docs.slack.dev/messaging/formatting-message-text: three signs have a meaning wherever they stand."""
    text = "\n".join(f"{name}: {value}" for name, value in facts())
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"*{title}*\n{plain}"


def signed(url, secret):
    """https://open.dingtalk.com/document/robots/customize-robot-security-settings"""
    now = str(round(time.time() * 1000))
    sign = base64.b64encode(hmac.new(secret.encode(), f"{now}\n{secret}".encode(), hashlib.sha256).digest())
    return f"{url}&timestamp={now}&sign={urllib.parse.quote_plus(sign)}"


def post(channel, url, body, is_fine):
    request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json; charset=utf-8"})
    for attempt in range(ATTEMPTS):
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as response:
                if is_fine(response.read().decode("utf-8", "replace")):
                    return
                reason = "it refused the message"
        except OSError as error:
            # The text of an error may hold the address.
            reason = type(error).__name__
        time.sleep(attempt)
    print(f"{channel} was not told: {reason}", file=sys.stderr)


def main():
    service, how = sys.argv[1:]
    title = f"{service} {how}"
    accepted = lambda answer: re.search(r'"errcode"\s*:\s*0\b', answer) is not None
    if os.environ.get("DINGTALK_URL"):
        url, secret = os.environ["DINGTALK_URL"], os.environ.get("DINGTALK_SECRET")
        body = {"msgtype": "markdown", "markdown": {"title": title, "text": markdown(title)}}
        post("DingTalk", signed(url, secret) if secret else url, body, accepted)
    if os.environ.get("WECOM_URL"):
        post("WeCom", os.environ["WECOM_URL"], {"msgtype": "markdown", "markdown": {"content": markdown(title)}}, accepted)
    if os.environ.get("SLACK_URL"):
        post("Slack", os.environ["SLACK_URL"], {"text": slack(title)}, lambda answer: True)


main()
