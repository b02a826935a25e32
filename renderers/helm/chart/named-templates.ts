import type { FileArtifact } from '../../../engine/sdk.ts'
import type { NamedLabels } from '../print/labels.ts'
import { goString, type Path, reading } from '../values/path.ts'
import { filled } from './files.ts'

/** `_helpers.tpl`: what several templates of the chart say. Its names start with the chart's, because those of all charts of a release are one set. */
export function helpers(
  chart: string,
  labels: NamedLabels,
  uses: { readonly images: boolean; readonly jobNames: boolean },
  mainImage: Path | undefined,
  commonLabels: Path,
): FileArtifact {
  const named = (name: string, about: string, ...lines: readonly string[]) => [
    `{{- /* ${about} */ -}}`,
    `{{- define ${goString(`${chart}.${name}`)} -}}`,
    ...lines,
    '{{- end }}',
    '',
  ]
  const rest = labels.common.filter((line) => !labels.selector.includes(line))
  const isBased = labels.selector.length > 0 && labels.selector.every((line) => labels.common.includes(line))
  const all = [
    ...named('name', 'What the chart is about.', '{{ .Chart.Name }}'),
    ...named(
      'chart',
      'The chart and its version, as a label can say it.',
      '{{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}',
    ),
    ...(labels.selector.length === 0
      ? []
      : named('selectorLabels', 'Labels of the pods that get requests. Those of a workload can never change.', ...labels.selector)),
    ...(labels.common.length === 0
      ? []
      : named(
          'labels',
          'Labels of every object.',
          ...(isBased ? [`{{ include ${goString(`${chart}.selectorLabels`)} . }}`, ...rest] : labels.common),
          `{{- with ${reading(commonLabels)} }}`,
          '{{ toYaml . }}',
          '{{- end }}',
        )),
    ...(uses.images
      ? named(
          'image',
          'The reference of an image, from its values.',
          '{{- $tag := .tag | default "" -}}',
          '{{- if kindIs "float64" $tag }}{{ $tag = int64 $tag }}{{ end -}}',
          '{{- .repository -}}',
          '{{- if .digest -}}',
          '@{{ .digest }}',
          '{{- else if hasPrefix "sha256:" (toString $tag) -}}',
          '@{{ $tag }}',
          '{{- else if $tag -}}',
          ':{{ $tag }}',
          '{{- end -}}',
        )
      : []),
    ...(uses.jobNames
      ? named(
          'jobName',
          'The name of a Job, which can never change: each upgrade has a Job of its own.',
          '{{- if .release.IsUpgrade -}}',
          '{{ printf "%s-r%d" (trunc 56 .name) .release.Revision }}',
          '{{- else -}}',
          '{{ .name }}',
          '{{- end -}}',
        )
      : []),
    ...(mainImage === undefined
      ? []
      : named(
          'version',
          'The version that runs: the tag of the image, as a label can say it.',
          `{{ ${reading([...mainImage, 'tag'])} | toString | splitList "@" | first | trunc 63 | trimAll "-_." }}`,
        )),
  ]
  return filled('templates/_helpers.tpl', all.slice(0, -1))
}
