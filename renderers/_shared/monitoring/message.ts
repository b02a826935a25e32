/** What a message says in front: templates of Alertmanager. https://prometheus.io/docs/alerting/latest/notifications/ */
export const TITLE = '{{ .Status | toUpper }} {{ .CommonLabels.alertname }} ({{ .CommonLabels.environment }})'
/** Two lines for each alert: what happened, what it means, and where to go on. */
export const TEXT =
  '{{ range .Alerts }}{{ .Annotations.summary }} {{ .Annotations.description }}\n{{ .Annotations.runbook_url }}\n{{ .Annotations.dashboard_url }}\n{{ end }}'
