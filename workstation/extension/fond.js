// Fond de l'extension : seul à parler à l'hôte du poste. L'origine d'une page est celle que le navigateur atteste, jamais
// celle qu'elle annonce ; le PIN ne vient que de la fenêtre de l'extension.
const HOTE = 'fr.ppn.agent';
const ACTIONS_DE_PAGE = new Set(['etat', 'deposer', 'suivre']);
const ACTIONS_DE_FENETRE = new Set(['presenter', 'etat', 'pin', 'debloquer', 'annuler']);
const REPOS_MS = 7 * 60_000;
const ABSENT = {
  ok: false,
  erreur: { code: 'agent-absent', message: 'L’agent de carte n’est pas installé sur ce poste.' },
};
const REFUSEE = {
  ok: false,
  erreur: { code: 'origine-refusee', message: 'Ce site n’est pas autorisé à utiliser votre carte.' },
};
const ICI = new URL(chrome.runtime.getURL('')).origin;

let hote;
let numero = 0;
let repos;
const attentes = new Map();
const fenetres = new Map();

chrome.runtime.onMessage.addListener((message, expediteur, repondre) => {
  traiter(message, expediteur).then(repondre, () => repondre(ABSENT));
  return true;
});
chrome.windows.onRemoved.addListener((fenetre) => {
  const demande = fenetres.get(fenetre);
  fenetres.delete(fenetre);
  if (demande !== undefined) void demander({ source: 'fenetre', action: 'fermer', demande });
});

async function traiter({ action, demande, corps }, { id, origin, url, frameId, tab }) {
  if (id !== chrome.runtime.id) return REFUSEE;
  if (origin === ICI || url?.startsWith(`${ICI}/`))
    return ACTIONS_DE_FENETRE.has(action) ? demander({ source: 'fenetre', action, demande, corps }) : REFUSEE;
  const dUnePage = tab !== undefined && frameId === 0 && typeof origin === 'string';
  if (!dUnePage || !ACTIONS_DE_PAGE.has(action)) return REFUSEE;
  const reponse = await demander({ source: 'page', action, origine: origin, corps });
  if (action === 'deposer' && reponse.ok) await montrer(reponse.valeur.id, tab);
  return reponse;
}

// Une fenêtre à part : la page ne peut ni la couvrir ni l'encadrer, et son titre dit l'extension.
async function montrer(demande, { windowId }) {
  const mere = await chrome.windows.get(windowId);
  const [largeur, hauteur] = [500, 720];
  const fenetre = await chrome.windows.create({
    url: chrome.runtime.getURL(`fenetre.html?demande=${encodeURIComponent(demande)}`),
    type: 'popup',
    focused: true,
    width: largeur,
    height: hauteur,
    left: Math.max(0, Math.round((mere.left ?? 0) + ((mere.width ?? largeur) - largeur) / 2)),
    top: Math.max(0, Math.round((mere.top ?? 0) + 80)),
  });
  if (fenetre.id !== undefined) fenetres.set(fenetre.id, demande);
}

function demander(message) {
  return new Promise((tenir) => {
    const mien = (numero += 1);
    attentes.set(mien, tenir);
    try {
      ouvrir().postMessage({ numero: mien, ...message });
    } catch {
      attentes.delete(mien);
      tenir(ABSENT);
    }
    clearTimeout(repos);
    repos = setTimeout(fermer, REPOS_MS);
  });
}

// L'hôte vit tant qu'il sert : rien ne tourne sur un poste qui ne signe pas.
function ouvrir() {
  if (hote !== undefined) return hote;
  const port = chrome.runtime.connectNative(HOTE);
  port.onMessage.addListener(({ numero: rendu, ok, valeur, erreur }) => {
    attentes.get(rendu)?.(ok ? { ok, valeur } : { ok, erreur });
    attentes.delete(rendu);
  });
  port.onDisconnect.addListener(() => {
    // Lue, sinon le navigateur la note comme une erreur de l'extension : un hôte absent est un cas prévu.
    void chrome.runtime.lastError;
    if (hote === port) hote = undefined;
    for (const tenir of attentes.values()) tenir(ABSENT);
    attentes.clear();
  });
  hote = port;
  return port;
}

function fermer() {
  hote?.disconnect();
  hote = undefined;
}
