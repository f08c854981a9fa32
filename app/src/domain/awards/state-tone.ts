/** The colour in which an award's state is shown; each state also stands in words beside it. */
export function stateTone(state: string): 'moss' | 'ochre' | 'red' {
  if (state === 'valid') return 'moss';
  return state === 'revoked' ? 'red' : 'ochre';
}
