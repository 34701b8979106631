{{- define "keeper.image" -}}
{{ .Values.manager.image.repository }}:{{ .Values.manager.image.tag | default .Chart.AppVersion }}
{{- end }}

{{- define "keeper.labels" -}}
app.kubernetes.io/name: keeper
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "keeper.podSecurity" -}}
runAsNonRoot: true
seccompProfile:
  type: RuntimeDefault
{{- end }}
