import type { DuMoteur } from '../moteur/messages.ts';
import { enTaille } from '../moteur/phrases.ts';
import { creer, element } from './dom.ts';
import { ranger } from './deposes.ts';
import { oublierLesOuvertes } from './pieces.ts';
import { deplier, ecrireRapport } from './rapport.ts';
import { lancer } from './travail.ts';
import type { Travail } from './travail.ts';

const MOTEUR = new Blob([element('moteur', HTMLScriptElement).textContent], { type: 'text/javascript' });
const cadre = element('cadre', HTMLElement);
const annonce = element('annonce', HTMLElement);
const dit = element('dit', HTMLElement);
const zone = { travail: element('travail', HTMLElement), rapport: element('rapport', HTMLElement) };
const choix = {
  fichiers: element('fichiers', HTMLInputElement),
  ancres: element('ancres', HTMLInputElement),
};
const tete = element('tete', HTMLTextAreaElement);

/** Certificats et tetes tenus d'ailleurs. */
type Confiance = { readonly ancres: readonly File[]; readonly tetes: readonly File[] };
const RIEN: Confiance = { ancres: [], tetes: [] };

/** Ce que la personne tient d'ailleurs, garde d'un fichier a l'autre ; et le travail en cours. */
let confiance: Confiance = RIEN;
let enCours: Travail | undefined;

element('choisir', HTMLButtonElement).addEventListener('click', () => choix.fichiers.click());
element('choisir-ancres', HTMLButtonElement).addEventListener('click', () => choix.ancres.click());
element('oublier', HTMLButtonElement).addEventListener('click', () => garder(RIEN));
element('annuler', HTMLButtonElement).addEventListener('click', annuler);
for (const champ of [choix.fichiers, choix.ancres])
  champ.addEventListener('change', () => {
    recevoir([...(champ.files ?? [])]);
    champ.value = '';
  });
addEventListener('dragover', (evenement) => {
  evenement.preventDefault();
  cadre.classList.add('survole');
});
addEventListener('dragleave', (evenement) => {
  if (evenement.relatedTarget === null) cadre.classList.remove('survole');
});
addEventListener('drop', (evenement) => {
  evenement.preventDefault();
  cadre.classList.remove('survole');
  recevoir([...(evenement.dataTransfer?.files ?? [])]);
});
addEventListener('beforeprint', () => deplier(zone.rapport));

function recevoir(fichiers: readonly File[]): void {
  const deposes = ranger(fichiers);
  avertir(deposes.refus);
  if (deposes.ancres.length + deposes.tetes.length > 0) {
    garder({
      ancres: [...confiance.ancres, ...deposes.ancres],
      tetes: [...confiance.tetes, ...deposes.tetes],
    });
    element('confiance', HTMLDetailsElement).open = deposes.fichier === undefined;
  }
  if (deposes.fichier !== undefined) verifier(deposes.fichier, deposes.voisins);
}

function verifier(fichier: File, voisins: readonly File[]): void {
  annuler();
  zone.rapport.hidden = true;
  zone.travail.hidden = false;
  avancer(0, fichier);
  const heure = element('heure', HTMLInputElement).value;
  enCours = lancer(
    MOTEUR,
    {
      fichier,
      voisins,
      ...confiance,
      saisie: tete.value.trim(),
      ...(heure === '' ? {} : { a: new Date(heure).toISOString() }),
    },
    { surMessage: (message) => traiter(message, fichier) },
  );
  element('annuler', HTMLButtonElement).focus();
}

function traiter(message: DuMoteur, fichier: File): void {
  if (message.genre === 'avancement') {
    avancer(message.lus, fichier);
    return;
  }
  annuler();
  if (message.genre === 'panne') {
    avertir(`La vérification de « ${fichier.name} » n’a pas pu se faire : ${message.motif}`);
    return;
  }
  oublierLesOuvertes();
  ecrireRapport(zone.rapport, message.vue, {
    imprimer: () => print(),
    enregistrer: () => enregistrer(message.sortie, `${fichier.name}.rapport.json`),
  });
  cadre.classList.add('reduit');
  zone.rapport.hidden = false;
  zone.rapport.dataset['duree'] = String(Math.round(message.dureeMs));
  zone.rapport.focus();
  dit.textContent = message.vue.titre;
}

/** Les octets lus peuvent depasser la taille : un fichier se lit plusieurs fois. La barre ne recule ni ne deborde. */
function avancer(lus: number, { name, size }: File): void {
  const barre = element('barre', HTMLProgressElement);
  const part = size === 0 ? 0 : Math.min(lus / size, 1);
  if (lus === 0) barre.removeAttribute('value');
  else barre.value = Math.round(part * 100);
  element('etape', HTMLElement).textContent =
    lus === 0
      ? `${name} (${enTaille(size)})`
      : `${name} : ${enTaille(Math.min(lus, size))} lus sur ${enTaille(size)}`;
}

function annuler(): void {
  enCours?.annuler();
  enCours = undefined;
  zone.travail.hidden = true;
}

function garder({ ancres, tetes }: Confiance): void {
  confiance = { ancres: sansDouble(ancres), tetes: sansDouble(tetes) };
  const tous = [...confiance.ancres, ...confiance.tetes];
  element('liste-ancres', HTMLElement).replaceChildren(...tous.map(({ name }) => creer('li', {}, name)));
  element('oublier', HTMLButtonElement).hidden = tous.length === 0;
  element('tenu', HTMLElement).textContent =
    tous.length === 0 ? '' : `(${tous.length}\u00a0fichier${tous.length > 1 ? 's' : ''})`;
}

/** Un fichier redepose sous le meme nom remplace l'ancien. */
const sansDouble = (fichiers: readonly File[]): readonly File[] => [
  ...new Map(fichiers.map((fichier) => [fichier.name, fichier])).values(),
];

function avertir(phrase: string | undefined): void {
  annonce.hidden = phrase === undefined;
  annonce.textContent = phrase ?? '';
}

function enregistrer(texte: string, nom: string): void {
  const adresse = URL.createObjectURL(new Blob([texte], { type: 'application/json' }));
  creer('a', { href: adresse, download: nom }).click();
  setTimeout(() => URL.revokeObjectURL(adresse), 60_000);
}
