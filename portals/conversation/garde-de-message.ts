/** Un message en cours de frappe : son identifiant est choisi des la premiere lettre, il part donc une seule fois. */
export type MessageGarde = { readonly id: string; readonly texte: string };

/** Garde sur ce poste, pour ce seul agent, ce qu'il ecrit dans un fil ; un poste sans place ne garde rien, l'envoi continue. */
export function gardeDeMessage(matricule: string, cible: string) {
  const cle = `ppn-message ${matricule} ${cible}`;
  return {
    lire: (): MessageGarde =>
      lireMessage(localStorage.getItem(cle)) ?? { id: crypto.randomUUID(), texte: '' },
    ecrire: (message: MessageGarde): void => {
      try {
        if (message.texte === '') localStorage.removeItem(cle);
        else localStorage.setItem(cle, JSON.stringify(message));
      } catch {
        localStorage.removeItem(cle);
      }
    },
    effacer: (): void => localStorage.removeItem(cle),
  };
}

function lireMessage(garde: string | null): MessageGarde | undefined {
  try {
    const lu: unknown = JSON.parse(garde ?? 'null');
    if (typeof lu !== 'object' || lu === null || !('id' in lu) || !('texte' in lu)) return undefined;
    return typeof lu.id === 'string' && typeof lu.texte === 'string'
      ? { id: lu.id, texte: lu.texte }
      : undefined;
  } catch {
    return undefined;
  }
}
