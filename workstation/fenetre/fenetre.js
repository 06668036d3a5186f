// Fenêtre de l'agent : elle seule voit le PIN. Le portail ne reçoit que le résultat, par postMessage vers son origine.
const racine = document.querySelector('main');
const { demande, origine, fait, carte: souhaitee } = racine.dataset;
const [formulaire, cartes, pin, alerte, issue, valider] = [
  'formulaire',
  'cartes',
  'pin',
  'erreur',
  'issue',
  'valider',
].map((id) => document.getElementById(id));
const ATTENTE_MS = 1500;
let jeton = racine.dataset.jeton;
let montrees = '';
let proposees = [];
let terminee = false;
let enCours = false;

formulaire.addEventListener('submit', (evenement) => {
  evenement.preventDefault();
  void soumettre();
});
document.getElementById('annuler').addEventListener('click', () => void annuler());
document.addEventListener('keydown', (evenement) => {
  if (evenement.key === 'Escape') void annuler();
});
cartes.addEventListener('change', () => {
  dire('');
  accorder();
});
// Au clavier, les flèches passent d'une carte à l'autre : seul un clic mène droit au PIN.
cartes.addEventListener('click', ({ detail }) => {
  if (detail > 0 && !pin.disabled) pin.focus();
});
addEventListener('focus', () => {
  if (document.activeElement === document.body) prendreFocus();
});
void suivre();

async function suivre() {
  if (terminee) return;
  const recu = await appeler('etat').catch(() => undefined);
  if (recu === undefined) dire('L’agent de carte ne répond plus.');
  else if (recu.code) conclure({ etat: 'refusee', erreur: recu });
  else if (recu.etat.etat === 'en-attente') montrerCartes(recu.cartes);
  else conclure(recu.etat);
  if (!terminee) setTimeout(suivre, ATTENTE_MS);
}

async function soumettre() {
  if (terminee || enCours) return;
  const carte = choisie();
  if (carte === undefined) return dire('Choisissez d’abord votre carte.');
  if (!/^\d{4,12}$/.test(pin.value)) {
    dire('Le PIN compte 4 à 12 chiffres.');
    return pin.focus();
  }
  await envoyer('pin', { carte: carte.id, pin: pin.value });
}

async function annuler() {
  if (!terminee) await envoyer('annuler', {});
}

async function envoyer(action, corps) {
  if (enCours) return;
  enCours = true;
  dire('');
  valider.disabled = true;
  const recu = await appeler(action, { ...corps, jeton }).catch(() => undefined);
  enCours = false;
  valider.disabled = false;
  pin.value = '';
  if (recu?.jeton) jeton = recu.jeton;
  if (recu === undefined) dire('L’agent de carte ne répond plus.');
  else if (recu.code) conclure({ etat: 'refusee', erreur: recu });
  else if (recu.etat.etat !== 'en-attente') conclure(recu.etat);
  else {
    montrerCartes(recu.cartes);
    dire(recu.etat.erreur?.message ?? '');
    pin.focus();
  }
}

function conclure(etat) {
  terminee = true;
  formulaire.hidden = true;
  issue.textContent = etat.etat === 'faite' ? fait : etat.erreur.message;
  issue.classList.toggle('non', etat.etat !== 'faite');
  const portail = window.opener ?? (window.parent === window ? undefined : window.parent);
  portail?.postMessage({ type: 'ppn-agent', demande, ...etat }, origine);
}

function montrerCartes(liste) {
  const vues = JSON.stringify(liste);
  if (vues === montrees) return;
  montrees = vues;
  const avant = choisie()?.id ?? souhaitee;
  proposees = liste.filter((carte) => carte.convient);
  if (proposees.length === 0) {
    const attente = document.createElement('p');
    attente.className = 'attente';
    attente.textContent =
      liste.length === 0
        ? 'Aucune carte dans le lecteur. Insérez votre carte.'
        : 'La carte qui doit signer n’est pas dans le lecteur. Insérez la carte avec laquelle vous êtes connecté.';
    cartes.replaceChildren(attente);
  } else {
    const retenue =
      proposees.find(({ id }) => id === avant) ?? (proposees.length === 1 ? proposees[0] : undefined);
    cartes.replaceChildren(...proposees.map((carte) => ligneCarte(carte, carte.id === retenue?.id)));
  }
  accorder();
}

function ligneCarte(carte, cochee) {
  const ligne = document.createElement('label');
  ligne.className = 'carte';
  const choix = document.createElement('input');
  Object.assign(choix, { type: 'radio', name: 'carte', value: carte.id, checked: cochee });
  const nom = document.createElement('span');
  nom.className = 'nom';
  nom.textContent = carte.titulaire;
  const etat = document.createElement('span');
  const [texte, ton] = etatDe(carte);
  etat.className = `etat ${ton}`;
  etat.textContent = texte;
  ligne.append(choix, nom, etat);
  return ligne;
}

function etatDe({ etat, essaisRestants, expireLe }) {
  switch (etat) {
    case 'verrouillee':
      return ['Carte verrouillée', 'alerte'];
    case 'illisible':
      return ['Carte illisible', 'alerte'];
    case 'expiree':
      return [`Expirée le ${new Date(expireLe).toLocaleDateString('fr-FR')}`, 'alerte'];
    default:
      return essaisRestants === 1 ? ['Dernier essai', 'attention'] : [`${essaisRestants} essais`, ''];
  }
}

const PHRASES = {
  verrouillee:
    'Carte verrouillée après trois PIN faux. Faites-la déverrouiller par votre correspondant cartes.',
  expiree:
    'Les certificats de cette carte ont expiré. Demandez son renouvellement à votre correspondant cartes.',
  illisible: 'La carte ne se lit pas. Retirez-la, essuyez la puce et réinsérez-la.',
};

function accorder() {
  const carte = choisie();
  const utilisable = carte?.etat === 'utilisable';
  pin.disabled = !utilisable;
  valider.disabled = enCours || !utilisable;
  if (carte && !utilisable) dire(PHRASES[carte.etat]);
  else if (document.activeElement === document.body || document.activeElement === pin) prendreFocus();
}

// Plusieurs cartes : aucune n'est choisie d'avance, un PIN tapé trop vite coûterait un essai à celle d'un collègue.
function prendreFocus() {
  if (pin.disabled) cartes.querySelector('input')?.focus();
  else pin.focus();
}

const choisie = () => proposees.find(({ id }) => id === cartes.querySelector(':checked')?.value);

function dire(phrase) {
  alerte.textContent = phrase;
  pin.setAttribute('aria-invalid', String(phrase !== ''));
}

async function appeler(action, corps) {
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
