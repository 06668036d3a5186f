// Relais posé dans les pages des portails admis : il passe les demandes au fond de l'extension, qui ne croit que le navigateur.
// La page y parle par `postMessage` à elle-même ; sa présence se lit sur la racine du document.
document.documentElement.dataset.ppnAgentDePoste = '1';

addEventListener('message', ({ source, data }) => {
  if (source !== window || data?.type !== 'ppn-agent-demande') return;
  const { numero, action, corps } = data;
  const rendre = (reponse) =>
    window.postMessage({ type: 'ppn-agent-reponse', numero, reponse }, window.location.origin);
  const absent = () =>
    rendre({
      ok: false,
      erreur: { code: 'agent-absent', message: 'L’extension de carte a été arrêtée : rechargez la page.' },
    });
  try {
    chrome.runtime.sendMessage({ action, corps }).then(rendre, absent);
  } catch {
    absent();
  }
});
