import logging


def application(environ, start_response):
    logging.getLogger("blog").info('someone "reads" %s', environ["PATH_INFO"])
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "8")])
    return [b"the blog"]
