/** Porte le focus sur le champ d'un manque, ou sur son plus proche parent (`echanges.3` puis `echanges`). */
export function viser(champ: string): void {
  const parties = champ.split('.');
  for (let reste = parties.length; reste > 0; reste -= 1) {
    const cible = document.getElementById(`champ-${parties.slice(0, reste).join('.')}`);
    if (cible !== null) {
      cible.scrollIntoView({ block: 'center' });
      return cible.focus({ preventScroll: true });
    }
  }
  return undefined;
}
