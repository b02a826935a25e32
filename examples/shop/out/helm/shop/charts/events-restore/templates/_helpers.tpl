{{- /* Written by platgen from platform.yaml: change that, not this. */ -}}
{{- /* What the chart is about. */ -}}
{{- define "events-restore.name" -}}
{{ .Chart.Name }}
{{- end }}

{{- /* The chart and its version, as a label can say it. */ -}}
{{- define "events-restore.chart" -}}
{{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- /* Labels of every object. */ -}}
{{- define "events-restore.labels" -}}
app.kubernetes.io/name: events-restore
app.kubernetes.io/instance: events-restore
app.kubernetes.io/version: {{ include "events-restore.version" . | quote }}
app.kubernetes.io/component: job
app.kubernetes.io/part-of: shop
app.kubernetes.io/managed-by: platgen
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- /* The reference of an image, from its values. */ -}}
{{- define "events-restore.image" -}}
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
{{- define "events-restore.version" -}}
{{ .Values.image.tag | toString | splitList "@" | first | trunc 63 | trimAll "-_." }}
{{- end }}
