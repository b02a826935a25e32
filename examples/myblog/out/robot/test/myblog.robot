# Written by platgen from platform.yaml: change that, not this.
*** Settings ***
Documentation    What myblog promises in test: its hosts answer, and it says that it is well.
Library          RequestsLibrary
Test Tags        myblog    test

*** Test Cases ***
blog-test.example.com/blog/index/ is well
    GET    https://blog-test.example.com/blog/index/    expected_status=200

blog-test.example.com/ answers
    ${response}=    GET    https://blog-test.example.com/    expected_status=any
    Should Be True    ${response.status_code} < 500

