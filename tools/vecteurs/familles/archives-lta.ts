import { archiver, type Horodateur } from '@ppn/sealing';
import { composer, sha256, signerActe } from '../actes.ts';
import { HEURES, IDS, type Contexte } from '../contexte.ts';
import { constatations, JOINTE } from '../donnees.ts';
import type { Variation } from '../fabriquer.ts';
import type { Vecteur } from '../modele.ts';
import { ajouterDss, annoter } from '../pdf-altere.ts';
import { uniteDePeriode } from '../unites.ts';

const ARCHIVE = `archives/${IDS.constatations}.pdf`;
const EN_2030 = '2030-11-01T00:00:00.000Z';
const COURTE = { debut: '2026-11-03T00:00:00Z', fin: '2027-06-01T00:00:00Z' };

/** Porte un acte au niveau B-LTA, ou renouvelle son horodatage. */
async function porter(
  { atelier, opj }: Contexte,
  pdf: Uint8Array,
  horodateur: Horodateur = atelier.horodateur,
): Promise<Uint8Array> {
  atelier.regler('2026-11-16T10:30:00.000Z');
  const preuves = { certificats: opj.chaine, crls: await atelier.crls() };
  return (await archiver({ pdf, preuves, horodateur })).pdf;
}

/** Le dossier ordinaire, et l'archive de son acte ; `fait` nul : aucun fait ne la nomme. */
const avecArchive = (
  { actes }: Contexte,
  archive: Uint8Array | null,
  {
    acte,
    fait = {},
  }: { readonly acte?: Uint8Array; readonly fait?: Readonly<Record<string, unknown>> | null } = {},
): Variation => ({
  ...(acte === undefined ? {} : { acte }),
  faits: (faits) =>
    fait === null
      ? faits
      : [
          ...faits,
          {
            type: 'acte-archive',
            donnees: {
              acteId: IDS.constatations,
              empreinte: sha256(acte ?? actes.constatations),
              archive: sha256(archive ?? new Uint8Array()),
              taille: archive?.length ?? 0,
              jusqua: '2038-11-02T08:00:00.000Z',
              ...fait,
            },
            a: '2026-11-16T10:35:00.000Z',
          },
        ],
  fichiers: (fichiers) => void (archive === null || fichiers.set(ARCHIVE, archive)),
});

/** L'acte ordinaire, horodate par une unite qui finit en 2027. */
async function acteDUneUniteCourte({ atelier, opj }: Contexte): Promise<Uint8Array> {
  atelier.regler(HEURES.signature);
  const nu = await composer(constatations(31, sha256(JOINTE.octets)));
  return signerActe(atelier, nu, { carte: opj, horodateur: uniteDePeriode(atelier, COURTE) });
}

/** Remplace un blanc de la derniere revision : rien ne se lit autrement, l'empreinte tombe. */
function changerUnBlanc(pdf: Uint8Array): Uint8Array {
  const copie = Buffer.from(pdf);
  const place = copie.lastIndexOf('endobj\n', copie.lastIndexOf('/ByteRange'));
  copie.write('endobj ', place, 'latin1');
  return new Uint8Array(copie);
}

/** Archives B-LTA jointes au dossier (docs/preuve.md §7.1), justes et falsifiees. */
export const ARCHIVES_LTA: readonly Vecteur[] = [
  {
    nom: 'valide-archive-jointe',
    attaque: 'Aucune : l’acte est au dossier avec son archive B-LTA, qu’un fait nomme.',
    verdict: 'valide',
    codes: [],
    fabriquer: async (contexte) =>
      avecArchive(contexte, await porter(contexte, contexte.actes.constatations)),
  },
  {
    nom: 'valide-archive-tient-lieu',
    attaque:
      'Aucune : l’unité d’horodatage de l’acte a fini en 2027 ; son archive, renouvelée par une autre, le prouve encore en 2030.',
    verdict: 'valide',
    codes: [],
    a: EN_2030,
    fabriquer: async (contexte) => {
      const acte = await acteDUneUniteCourte(contexte);
      const premiere = await porter(contexte, acte, uniteDePeriode(contexte.atelier, COURTE));
      return avecArchive(contexte, await porter(contexte, premiere), { acte });
    },
  },
  {
    nom: 'horodatage-expire-sans-archive',
    attaque: 'Le même acte, relu en 2030 sans archive : rien n’a prolongé son horodatage.',
    verdict: 'indetermine',
    codes: ['horodatage-expire'],
    a: EN_2030,
    fabriquer: async (contexte) => ({ acte: await acteDUneUniteCourte(contexte) }),
  },
  {
    nom: 'archive-non-renouvelee',
    attaque: 'L’horodatage de l’archive a fini en 2027 et n’a pas été renouvelé ; elle est relue en 2030.',
    verdict: 'indetermine',
    codes: ['horodatage-expire'],
    a: EN_2030,
    fabriquer: async (contexte) => {
      const acte = await acteDUneUniteCourte(contexte);
      const archive = await porter(contexte, acte, uniteDePeriode(contexte.atelier, COURTE));
      return avecArchive(contexte, archive, { acte });
    },
  },
  {
    nom: 'archive-d-un-autre-acte',
    attaque: 'L’archive que nomme le fait est celle d’un autre acte.',
    verdict: 'invalide',
    codes: ['piece-substituee'],
    fabriquer: async (contexte) => avecArchive(contexte, await porter(contexte, contexte.actes.classement)),
  },
  {
    nom: 'archive-octet-change',
    attaque: 'Un octet de l’archive est changé après son horodatage ; le fait est refait pour elle.',
    verdict: 'invalide',
    codes: ['horodatage-faux'],
    fabriquer: async (contexte) =>
      avecArchive(contexte, changerUnBlanc(await porter(contexte, contexte.actes.constatations))),
  },
  {
    nom: 'archive-contredite',
    attaque: 'Le fait nomme une autre archive que celle du dossier.',
    verdict: 'invalide',
    codes: ['piece-substituee'],
    fabriquer: async (contexte) =>
      avecArchive(contexte, await porter(contexte, contexte.actes.constatations), {
        fait: { archive: 'ab'.repeat(32) },
      }),
  },
  {
    nom: 'archive-d-un-autre-contenu',
    attaque: 'Le fait dit l’archive prise d’un acte d’une autre empreinte.',
    verdict: 'invalide',
    codes: ['piece-substituee'],
    fabriquer: async (contexte) =>
      avecArchive(contexte, await porter(contexte, contexte.actes.constatations), {
        fait: { empreinte: 'cd'.repeat(32) },
      }),
  },
  {
    nom: 'archive-sans-fait',
    attaque: 'Une archive est au dossier sans qu’aucun fait ne la nomme.',
    verdict: 'invalide',
    codes: ['piece-inconnue'],
    fabriquer: async (contexte) =>
      avecArchive(contexte, await porter(contexte, contexte.actes.constatations), { fait: null }),
  },
  {
    nom: 'archive-manquante',
    attaque: 'L’archive que nomme un fait n’est pas au dossier.',
    verdict: 'invalide',
    codes: ['piece-manquante'],
    fabriquer: async (contexte) => avecArchive(contexte, null),
  },
  {
    nom: 'archive-horodatage-faux',
    attaque: 'L’unité qui a horodaté l’archive avait expiré à l’heure du jeton.',
    verdict: 'invalide',
    codes: ['horodatage-faux'],
    fabriquer: async (contexte) => {
      const expiree = uniteDePeriode(contexte.atelier, { ...COURTE, fin: '2026-11-10T00:00:00Z' });
      return avecArchive(contexte, await porter(contexte, contexte.actes.constatations, expiree));
    },
  },
  {
    nom: 'archive-sans-horodatage',
    attaque: 'L’archive n’ajoute que des preuves de validation, sans horodatage de document.',
    verdict: 'indetermine',
    codes: ['horodatage-absent'],
    fabriquer: async (contexte) =>
      avecArchive(contexte, await ajouterDss(contexte.actes.constatations, await contexte.atelier.crls())),
  },
  {
    nom: 'archive-modifiee-ensuite',
    attaque: 'Une note est collée sur l’archive après son horodatage.',
    verdict: 'invalide',
    codes: ['horodatage-absent', 'modifie-apres-signature'],
    fabriquer: async (contexte) =>
      avecArchive(contexte, await annoter(await porter(contexte, contexte.actes.constatations))),
  },
];
