// Remplit la fenêtre de l'extension avec la demande, puis lance la fenêtre commune aux deux portes.
import { appeler } from './transport.js';

const recu = await appeler('presenter');
if (recu.code) {
  document.getElementById('formulaire').hidden = true;
  const issue = document.getElementById('issue');
  issue.classList.add('non');
  issue.textContent = recu.message;
} else {
  const { titre, action, fait, origine, ordres, carte, jeton } = recu;
  document.title = `${titre} – Agent de carte`;
  document.getElementById('titre').textContent = titre;
  document.getElementById('origine').textContent = origine;
  document.getElementById('valider').textContent = action;
  if (ordres.length > 0) document.getElementById('objet').replaceChildren(listeDActes(ordres));
  Object.assign(document.querySelector('main').dataset, { fait, carte, jeton });
  await import('./fenetre.js');
}

function listeDActes(ordres) {
  const liste = document.createElement('ol');
  liste.className = 'actes';
  liste.tabIndex = 0;
  liste.setAttribute('aria-label', 'Actes à signer, avec le début de leur empreinte');
  liste.append(
    ...ordres.map(({ titre, empreinte }) => {
      const ligne = document.createElement('li');
      const nom = document.createElement('span');
      nom.textContent = titre;
      const code = document.createElement('code');
      code.title = `SHA-256 ${empreinte}`;
      code.textContent = [0, 4, 8].map((debut) => empreinte.slice(debut, debut + 4)).join(' ');
      ligne.append(nom, ' ', code);
      return ligne;
    }),
  );
  return liste;
}
