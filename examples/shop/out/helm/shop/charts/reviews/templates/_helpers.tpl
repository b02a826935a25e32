{{- /* Written by platgen from platform.yaml: change that, not this. */ -}}
{{- /* What the chart is about. */ -}}
{{- define "reviews.name" -}}
{{ .Chart.Name }}
{{- end }}

{{- /* The chart and its version, as a label can say it. */ -}}
{{- define "reviews.chart" -}}
{{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- /* Labels of every object. */ -}}
{{- define "reviews.labels" -}}
app.kubernetes.io/name: reviews
app.kubernetes.io/component: service
app.kubernetes.io/part-of: shop
app.kubernetes.io/managed-by: platgen
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- /* The reference of an image, from its values. */ -}}
{{- define "reviews.image" -}}
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
