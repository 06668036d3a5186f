// Porte « boucle locale » : la fenêtre est servie par l'agent, elle lui parle par HTTP et prévient le portail qui l'encadre.
const { demande, origine } = document.querySelector('main').dataset;

/** Envoie un geste à l'agent (`etat` ne porte pas de corps) ; rend sa réponse. */
export async function appeler(action, corps) {
  const reponse = await fetch(
    `/fenetre/${demande}/${action}`,
    corps === undefined
      ? {}
      : {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(corps),
        },
  );
  return reponse.json();
}

/** Dit l'issue au portail, et à lui seul. */
export function prevenir(etat) {
  const portail = window.opener ?? (window.parent === window ? undefined : window.parent);
  portail?.postMessage({ type: 'ppn-agent', demande, ...etat }, origine);
}
