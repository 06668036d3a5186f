// Porte « native messaging » : la fenêtre est une page de l'extension, elle parle à l'hôte par le fond.
const demande = new URLSearchParams(window.location.search).get('demande') ?? '';
const FERMETURE_MS = 1200;

/** Envoie un geste à l'agent ; rend sa réponse, ou un refus avec son `code`. */
export async function appeler(action, corps) {
  const reponse = await chrome.runtime.sendMessage({ action, demande, corps });
  return reponse.ok ? reponse.valeur : reponse.erreur;
}

/** Le portail lit l'issue lui-même : la fenêtre s'efface, le temps de la lire. */
export function prevenir({ etat }) {
  setTimeout(
    () => window.close(),
    etat === 'faite' ? FERMETURE_MS : etat === 'annulee' ? 0 : 4 * FERMETURE_MS,
  );
}
