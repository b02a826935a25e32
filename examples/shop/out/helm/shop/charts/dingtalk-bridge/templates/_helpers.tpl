{{- /* Written by platgen from platform.yaml: change that, not this. */ -}}
{{- /* What the chart is about. */ -}}
{{- define "dingtalk-bridge.name" -}}
{{ .Chart.Name }}
{{- end }}

{{- /* The chart and its version, as a label can say it. */ -}}
{{- define "dingtalk-bridge.chart" -}}
{{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- /* Labels of the pods that get requests. Those of a workload can never change. */ -}}
{{- define "dingtalk-bridge.selectorLabels" -}}
app.kubernetes.io/name: dingtalk-bridge
app.kubernetes.io/instance: dingtalk-bridge
{{- end }}

{{- /* Labels of every object. */ -}}
{{- define "dingtalk-bridge.labels" -}}
{{ include "dingtalk-bridge.selectorLabels" . }}
app.kubernetes.io/component: service
app.kubernetes.io/part-of: shop
app.kubernetes.io/managed-by: platgen
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- /* The reference of an image, from its values. */ -}}
{{- define "dingtalk-bridge.image" -}}
{{- $tag := .tag | default "" -}}
{{- if kindIs "float64" $tag }}{{ $tag = int64 $tag }}{{ end -}}
{{- .repository -}}
{{- if .digest -}}
@{{ .digest }}
{{- else if hasPrefix "sha256:" (toString $tag) -}}
@{{ $tag }}
{{- else if $tag -}}
:{{ $tag }}
{{- end -}}
{{- end }}

{{- /* The version that runs: the tag of the image, as a label can say it. */ -}}
{{- define "dingtalk-bridge.version" -}}
{{ .Values.image.tag | toString | splitList "@" | first | trunc 63 | trimAll "-_." }}
{{- end }}
