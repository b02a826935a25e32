{{- /* Written by platgen from platform.yaml: change that, not this. */ -}}
{{- /* What the chart is about. */ -}}
{{- define "shop-db-users.name" -}}
{{ .Chart.Name }}
{{- end }}

{{- /* The chart and its version, as a label can say it. */ -}}
{{- define "shop-db-users.chart" -}}
{{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- /* Labels of every object. */ -}}
{{- define "shop-db-users.labels" -}}
app.kubernetes.io/name: shop-db-users
app.kubernetes.io/version: {{ include "shop-db-users.version" . | quote }}
app.kubernetes.io/component: job
app.kubernetes.io/part-of: shop
app.kubernetes.io/managed-by: platgen
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- /* The reference of an image, from its values. */ -}}
{{- define "shop-db-users.image" -}}
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

{{- /* The name of a Job, which can never change: each upgrade has a Job of its own. */ -}}
{{- define "shop-db-users.jobName" -}}
{{- if .release.IsUpgrade -}}
{{ printf "%s-r%d" (trunc 56 .name) .release.Revision }}
{{- else -}}
{{ .name }}
{{- end -}}
{{- end }}

{{- /* The version that runs: the tag of the image, as a label can say it. */ -}}
{{- define "shop-db-users.version" -}}
{{ .Values.image.tag | toString | splitList "@" | first | trunc 63 | trimAll "-_." }}
{{- end }}
