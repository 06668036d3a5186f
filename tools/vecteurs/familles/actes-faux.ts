import type { Horodateur } from '@ppn/sealing';
import { createHash } from 'node:crypto';
import { seulActe, signeParLePremier } from '../acte-cosigne.ts';
import { composer, sha256, signerActe, type Signer } from '../actes.ts';
import { ouvrirAtelier, type Atelier } from '../atelier.ts';
import { HEURES, type Contexte } from '../contexte.ts';
import { AUTRE_IDJ, constatations, JOINTE } from '../donnees.ts';
import type { Variation } from '../fabriquer.ts';
import type { Vecteur } from '../modele.ts';
import { annoter, bourrer, changerUnOctet, deranger, elargirLeTrou, viderLaPage } from '../pdf-altere.ts';
import { uniteDePeriode } from '../unites.ts';

const acteDuDossier = () => constatations(31, sha256(JOINTE.octets));

/** Signe l'acte ordinaire autrement. */
async function signeAutrement({ atelier, opj }: Contexte, options: Partial<Signer>): Promise<Variation> {
  atelier.regler(HEURES.signature);
  return { acte: await signerActe(atelier, await composer(acteDuDossier()), { carte: opj, ...options }) };
}

async function carteDuCas({ atelier }: Contexte, cas: 'expiree' | 'revoquee' | 'ac-inconnue') {
  atelier.regler(HEURES.cartes);
  return atelier.carte({ id: `carte-${cas}`, cas });
}

/** Une unite dont le certificat a expire avant l'heure des jetons. */
const uniteExpiree = (atelier: Atelier): Horodateur =>
  uniteDePeriode(atelier, { debut: '2026-11-03T00:00:00Z', fin: '2026-11-10T00:00:00Z' });

/** Actes falsifies : tout le reste du dossier est refait et rescelle autour d'eux. */
export const ACTES_FAUX: readonly Vecteur[] = [
  {
    nom: 'octet-change',
    attaque: 'Un octet invisible de l’acte est changé dans l’archive, rien n’est refait.',
    verdict: 'invalide',
    codes: ['fichier-altere', 'piece-substituee', 'signature-fausse'],
    fabriquer: async ({ actes }) => ({
      scelles: (fichiers) => {
        for (const [chemin] of fichiers)
          if (chemin.startsWith('actes/')) fichiers.set(chemin, changerUnOctet(actes.constatations));
      },
    }),
  },
  {
    nom: 'octet-change-tout-refait',
    attaque:
      'Un octet de l’acte est changé ; faits, journal, tête et manifeste sont refaits par un administrateur.',
    verdict: 'invalide',
    codes: ['signature-fausse'],
    fabriquer: async ({ actes }) => ({ acte: changerUnOctet(actes.constatations) }),
  },
  {
    nom: 'carte-revoquee-avant',
    attaque: 'L’acte est signé par une carte révoquée avant la signature.',
    verdict: 'invalide',
    codes: ['certificat-revoque'],
    fabriquer: async (contexte) =>
      signeAutrement(contexte, { carte: await carteDuCas(contexte, 'revoquee') }),
  },
  {
    nom: 'carte-expiree',
    attaque: 'L’acte est signé par une carte expirée depuis un an.',
    verdict: 'invalide',
    codes: ['certificat-non-reconnu'],
    fabriquer: async (contexte) => signeAutrement(contexte, { carte: await carteDuCas(contexte, 'expiree') }),
  },
  {
    nom: 'autorite-inconnue',
    attaque: 'L’acte est signé par un certificat d’une autorité inventée.',
    verdict: 'invalide',
    codes: ['certificat-non-reconnu'],
    fabriquer: async (contexte) =>
      signeAutrement(contexte, { carte: await carteDuCas(contexte, 'ac-inconnue') }),
  },
  {
    nom: 'certificat-d-authentification',
    attaque: 'L’acte est signé par la clé d’authentification de la carte, qui n’engage pas.',
    verdict: 'invalide',
    codes: ['certificat-non-reconnu'],
    fabriquer: (contexte) => signeAutrement(contexte, { usage: 'authentification' }),
  },
  {
    nom: 'jeton-d-une-autre-signature',
    attaque: 'Le jeton d’horodatage est vrai, mais porte sur une autre signature.',
    verdict: 'invalide',
    codes: ['horodatage-faux'],
    fabriquer: (contexte) =>
      signeAutrement(contexte, {
        horodateur: () => contexte.atelier.horodateur(createHash('sha256').update('autre').digest()),
      }),
  },
  {
    nom: 'jeton-d-une-unite-inconnue',
    attaque: 'Le jeton vient d’une unité d’horodatage d’une autre autorité.',
    verdict: 'invalide',
    codes: ['horodatage-faux'],
    fabriquer: async (contexte) => {
      const etranger = await ouvrirAtelier();
      etranger.regler(HEURES.signature);
      const faux = await signeAutrement(contexte, { horodateur: etranger.horodateur });
      await etranger.fermer();
      return faux;
    },
  },
  {
    nom: 'jeton-expire',
    attaque: 'Le certificat de l’unité d’horodatage avait expiré à l’heure du jeton.',
    verdict: 'invalide',
    codes: ['horodatage-faux'],
    fabriquer: (contexte) => signeAutrement(contexte, { horodateur: uniteExpiree(contexte.atelier) }),
  },
  {
    nom: 'attributs-non-tries',
    attaque: 'Les attributs signés ne sont pas triés comme le veut le DER, et signés ainsi.',
    verdict: 'invalide',
    codes: ['signature-fausse'],
    fabriquer: (contexte) => signeAutrement(contexte, { attributs: deranger }),
  },
  {
    nom: 'trou-elargi',
    attaque: 'ByteRange laisse hors de la signature dix octets de plus que /Contents.',
    verdict: 'invalide',
    codes: ['bourrage'],
    fabriquer: (contexte) => signeAutrement(contexte, { preparer: elargirLeTrou }),
  },
  {
    nom: 'bourrage',
    attaque: 'Des octets sont cachés après la signature, dans la place réservée de /Contents.',
    verdict: 'invalide',
    codes: ['bourrage'],
    fabriquer: async ({ actes }) => ({ acte: bourrer(actes.constatations) }),
  },
  {
    nom: 'signature-retiree',
    attaque: 'L’acte est remplacé par le même document sans signature.',
    verdict: 'invalide',
    codes: ['signature-absente'],
    fabriquer: async () => ({ acte: await composer(acteDuDossier()) }),
  },
  {
    nom: 'cosignature-retiree',
    attaque: 'La seconde signature d’un acte qui en nomme deux est ôtée, tout est refait autour.',
    verdict: 'invalide',
    codes: ['signature-absente'],
    fabriquer: async (contexte) => seulActe(await signeParLePremier(contexte)),
  },
  {
    nom: 'note-collee',
    attaque: 'Une note est collée sur la page après la signature (mise à jour incrémentale).',
    verdict: 'invalide',
    codes: ['modifie-apres-signature'],
    fabriquer: async ({ actes }) => ({ acte: await annoter(actes.constatations) }),
  },
  {
    nom: 'page-changee',
    attaque: 'Le contenu d’une page est remplacé après la signature (mise à jour incrémentale).',
    verdict: 'invalide',
    codes: ['donnees-differentes', 'modifie-apres-signature'],
    fabriquer: async ({ actes }) => ({ acte: await viderLaPage(actes.constatations) }),
  },
  {
    nom: 'octets-apres-la-fin',
    attaque: 'Des octets suivent la dernière révision de l’acte.',
    verdict: 'invalide',
    codes: ['modifie-apres-signature'],
    fabriquer: async ({ actes }) => ({
      acte: new Uint8Array(Buffer.concat([actes.constatations, Buffer.from('% un ajout\n')])),
    }),
  },
  {
    nom: 'donnees-differentes',
    attaque: 'acte.json dit autre chose que le texte, et l’agent a signé le tout.',
    verdict: 'invalide',
    codes: ['donnees-differentes'],
    fabriquer: async ({ atelier, opj }) => {
      atelier.regler(HEURES.signature);
      const vrai = acteDuDossier();
      const faux = {
        ...vrai,
        contenu: { ...vrai.contenu, constatations: 'Le rayon est plein. Rien ne manque.' },
      };
      return { acte: await signerActe(atelier, await composer(vrai, { donnees: faux }), { carte: opj }) };
    },
  },
  {
    nom: 'acte-d-un-autre-dossier',
    attaque: 'Un acte authentique d’un autre dossier est versé à celui-ci.',
    verdict: 'invalide',
    codes: ['autre-dossier'],
    fabriquer: async ({ atelier, opj }) => {
      atelier.regler(HEURES.signature);
      const autre = { ...acteDuDossier(), idj: AUTRE_IDJ };
      return { acte: await signerActe(atelier, await composer(autre), { carte: opj }) };
    },
  },
];
