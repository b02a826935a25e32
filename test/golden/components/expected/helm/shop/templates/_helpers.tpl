{{- /* Written by platgen from platform.yaml: change that, not this. */ -}}
{{- /* What the chart is about. */ -}}
{{- define "shop.name" -}}
{{ .Chart.Name }}
{{- end }}

{{- /* The chart and its version, as a label can say it. */ -}}
{{- define "shop.chart" -}}
{{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- /* Labels of every object. */ -}}
{{- define "shop.labels" -}}
app.kubernetes.io/name: shop
app.kubernetes.io/instance: shop
app.kubernetes.io/component: platform
app.kubernetes.io/part-of: shop
app.kubernetes.io/managed-by: platgen
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}
