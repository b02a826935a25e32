# Written by platgen from platform.yaml: change that, not this.
*** Settings ***
Documentation    What orders promises in staging: its hosts answer, and it says that it is well.
Library          RequestsLibrary
Test Tags        orders    staging

*** Test Cases ***
staging.example.com/orders/actuator/health is well
    GET    https://staging.example.com/orders/actuator/health    expected_status=200

staging.example.com/orders answers
    ${response}=    GET    https://staging.example.com/orders    expected_status=any
    Should Be True    ${response.status_code} < 500

