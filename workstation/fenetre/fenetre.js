// Fenêtre de l'agent : elle seule voit le PIN. Le portail ne reçoit que le résultat. `transport.js` dit par quelle porte.
import { appeler, prevenir } from './transport.js';

const { fait, carte: souhaitee } = document.querySelector('main').dataset;
const [formulaire, cartes, saisie, pin, clavier, deblocage, etatDuPuk, puk, neuf, encore] = [
  'formulaire',
  'cartes',
  'saisie',
  'pin',
  'clavier',
  'deblocage',
  'etat-du-puk',
  'puk',
  'neuf',
  'encore',
].map((id) => document.getElementById(id));
const [alerte, issue, valider] = ['erreur', 'issue', 'valider'].map((id) => document.getElementById(id));
const ATTENTE_MS = 1500;
const action = valider.textContent;
let { jeton } = document.querySelector('main').dataset;
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
  if (sePeutDebloquer(carte)) return debloquer(carte);
  if (carte.clavier) {
    consigner('Saisissez le code sur le lecteur.', true);
    await envoyer('pin', { carte: carte.id });
    return accorder();
  }
  if (!estUnCode(pin.value, 12)) {
    dire('Le PIN compte 4 à 12 chiffres.', pin);
    return pin.focus();
  }
  await envoyer('pin', { carte: carte.id, pin: pin.value });
}

async function debloquer(carte) {
  if (carte.clavier) {
    consigner('Saisissez le PUK puis le nouveau PIN sur le lecteur.', true);
    await envoyer('debloquer', { carte: carte.id });
    return accorder();
  }
  const defaut = defautDuDeblocage();
  if (defaut !== undefined) {
    dire(defaut[0], defaut[1]);
    return defaut[1].focus();
  }
  await envoyer('debloquer', { carte: carte.id, puk: puk.value, nouveauPin: neuf.value });
  if (choisie()?.etat === 'utilisable') {
    dire('');
    consigner('Carte débloquée : donnez son nouveau PIN.', true);
    pin.focus();
  }
}

function defautDuDeblocage() {
  if (!estUnCode(puk.value, 16)) return ['Le PUK compte 4 à 16 chiffres.', puk];
  if (!estUnCode(neuf.value, 12)) return ['Le nouveau PIN compte 4 à 12 chiffres.', neuf];
  if (encore.value !== neuf.value) return ['Les deux saisies du nouveau PIN diffèrent.', encore];
  return undefined;
}

const estUnCode = (valeur, max) => /^\d{4,}$/.test(valeur) && valeur.length <= max;

async function annuler() {
  if (!terminee) await envoyer('annuler', {});
}

async function envoyer(geste, corps) {
  if (enCours) return;
  enCours = true;
  dire('');
  valider.disabled = true;
  const recu = await appeler(geste, { ...corps, jeton }).catch(() => undefined);
  enCours = false;
  valider.disabled = false;
  for (const champ of [pin, puk, neuf, encore]) champ.value = '';
  if (recu?.jeton) jeton = recu.jeton;
  if (recu === undefined) dire('L’agent de carte ne répond plus.');
  else if (recu.code) conclure({ etat: 'refusee', erreur: recu });
  else if (recu.etat.etat !== 'en-attente') conclure(recu.etat);
  else {
    montrerCartes(recu.cartes);
    dire(recu.etat.erreur?.message ?? '');
    prendreFocus();
  }
}

function conclure(etat) {
  terminee = true;
  formulaire.hidden = true;
  issue.textContent = etat.etat === 'faite' ? fait : etat.erreur.message;
  issue.classList.toggle('non', etat.etat !== 'faite');
  prevenir(etat);
}

function montrerCartes(liste) {
  const vues = JSON.stringify(liste);
  if (vues === montrees) return;
  montrees = vues;
  const avant = choisie()?.id ?? souhaitee;
  proposees = liste.filter((carte) => carte.convient);
  if (proposees.length === 0) {
    cartes.replaceChildren(paragraphe('attente', absence(liste)));
  } else {
    const retenue =
      proposees.find(({ id }) => id === avant) ?? (proposees.length === 1 ? proposees[0] : undefined);
    cartes.replaceChildren(...proposees.map((carte) => ligneCarte(carte, carte.id === retenue?.id)));
  }
  accorder();
}

// Une carte qui ne peut servir se nomme : « aucune carte » tromperait celui qui la voit dans son lecteur.
function absence(liste) {
  const [seule] = liste;
  if (seule === undefined) return 'Aucune carte dans le lecteur. Insérez votre carte.';
  if (liste.length === 1 && seule.etat === 'inadaptee')
    return `« ${seule.titulaire} » ne porte pas de certificat de signature d’agent. Insérez votre carte d’agent.`;
  if (liste.length === 1 && seule.etat === 'illisible') return `${seule.titulaire} : ${PHRASES.illisible}`;
  return 'La carte qui doit signer n’est pas dans le lecteur. Insérez la carte avec laquelle vous êtes connecté.';
}

function paragraphe(classe, texte) {
  const ligne = document.createElement('p');
  ligne.className = classe;
  ligne.textContent = texte;
  return ligne;
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

function etatDe({ etat, essaisRestants, entames, expireLe }) {
  switch (etat) {
    case 'verrouillee':
      return ['Carte verrouillée', 'alerte'];
    case 'illisible':
      return ['Carte illisible', 'alerte'];
    case 'expiree':
      return [`Expirée le ${new Date(expireLe).toLocaleDateString('fr-FR')}`, 'alerte'];
    default:
      if (essaisRestants === 1) return ['Dernier essai', 'attention'];
      if (essaisRestants === undefined)
        return entames ? ['PIN faux déjà présenté', 'attention'] : ['Prête', ''];
      return [`${essaisRestants} essais`, ''];
  }
}

const PHRASES = {
  verrouillee: 'Carte verrouillée après des PIN faux. Faites-la débloquer par votre correspondant cartes.',
  expiree:
    'Les certificats de cette carte ont expiré. Demandez son renouvellement à votre correspondant cartes.',
  illisible: 'La carte ne se lit pas. Retirez-la, essuyez la puce et réinsérez-la.',
};

const sePeutDebloquer = (carte) => carte?.etat === 'verrouillee' && carte.deblocage !== undefined;

function accorder() {
  const carte = choisie();
  const utilisable = carte?.etat === 'utilisable';
  const aDebloquer = sePeutDebloquer(carte);
  const surLecteur = carte?.clavier === true;
  pin.disabled = !utilisable || surLecteur;
  saisie.hidden = surLecteur || aDebloquer;
  deblocage.hidden = !aDebloquer;
  for (const champ of [puk, neuf, encore]) champ.parentElement.hidden = surLecteur;
  etatDuPuk.textContent =
    carte?.deblocage === 'dernier'
      ? 'Carte verrouillée. Dernier essai du PUK : un PUK faux la rend inutilisable.'
      : 'Carte verrouillée après des PIN faux. Votre PUK la débloque et lui donne un PIN neuf.';
  if (surLecteur && utilisable) consigner(`Après « ${action} », le code se saisit sur le lecteur.`);
  else if (!utilisable) consigner('');
  valider.textContent = aDebloquer ? 'Débloquer la carte' : action;
  valider.disabled = enCours || !(utilisable || aDebloquer);
  if (carte && !utilisable && !aDebloquer) dire(PHRASES[carte.etat]);
  else if (document.activeElement === document.body || document.activeElement === pin) prendreFocus();
}

function consigner(phrase, vive = false) {
  clavier.hidden = phrase === '';
  clavier.textContent = phrase;
  clavier.classList.toggle('vive', vive);
  clavier.setAttribute('role', vive ? 'status' : 'note');
}

// Plusieurs cartes : aucune n'est choisie d'avance, un PIN tapé trop vite coûterait un essai à celle d'un collègue.
function prendreFocus() {
  if (sePeutDebloquer(choisie()) && !choisie().clavier) puk.focus();
  else if (!pin.disabled) pin.focus();
  else if (choisie()?.clavier && !valider.disabled) valider.focus();
  else cartes.querySelector('input')?.focus();
}

const choisie = () => proposees.find(({ id }) => id === cartes.querySelector(':checked')?.value);

function dire(phrase, champ = pin) {
  alerte.textContent = phrase;
  for (const un of [pin, puk, neuf, encore])
    un.setAttribute('aria-invalid', String(phrase !== '' && un === champ));
}
