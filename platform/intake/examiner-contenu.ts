import { refus, reussite, type Result } from '@ppn/core';
import { examinerArchive } from './archives/archive.ts';
import { DepotRefuse, refusDeDepot, typographie } from './contexte.ts';
import type { Contenu, Contexte } from './contexte.ts';
import type { Avertissement, Bornes, RefusDeDepot, TypeReconnu } from './contrat.ts';
import { refuserEicar } from './eicar.ts';
import { examinerImage } from './images/image.ts';
import { examinerPdf } from './pdf/pdf.ts';
import { extensionConvient, PDF } from './reconnaitre/familles.ts';
import { extensionDe } from './reconnaitre/interdits.ts';
import { examinerInconnu, examinerOle, refuserProgramme } from './reconnaitre/refus-par-nature.ts';
import { examinerTexte } from './reconnaitre/texte-actif.ts';
import { reconnaitre, TETE } from './reconnaitre/type.ts';
import type { FichierSource } from './source.ts';

type DemandeIci = {
  readonly source: FichierSource;
  readonly nomDeclare: string;
  readonly bornes: Bornes;
  readonly annoncer: (type: TypeReconnu) => void;
};

/** Examine un fichier dans le processus courant (celui de l'examinateur). Ne rejette pas : une panne d'analyse est un fichier abime. */
export async function examinerIci(demande: DemandeIci): Promise<{
  readonly resultat: Result<Contenu, RefusDeDepot>;
  readonly avertissements: readonly Avertissement[];
}> {
  const avertissements = new Map<string, Avertissement>();
  let type: TypeReconnu | undefined;
  const contexte: Contexte = {
    bornes: demande.bornes,
    profondeur: 0,
    budget: { decompresse: 0 },
    avertir: (code, phrase) => {
      if (!avertissements.has(code)) avertissements.set(code, { code, phrase: typographie(phrase) });
    },
    annoncer: (reconnu) => {
      type = reconnu;
      demande.annoncer(reconnu);
    },
    dedans: examinerContenu,
  };
  const resultat = await examinerContenu(demande.source, demande.nomDeclare, contexte).then(
    reussite,
    (erreur: unknown) => {
      const raison = erreur instanceof DepotRefuse ? erreur.refus : ILLISIBLE;
      return refus(type === undefined || raison.type !== undefined ? raison : { ...raison, type });
    },
  );
  return { resultat, avertissements: [...avertissements.values()] };
}

const ILLISIBLE = refusDeDepot(
  'fichier-abime',
  'Ce fichier n’a pas pu être analysé : sa structure est abîmée. Exportez-le de nouveau depuis le logiciel d’origine, puis déposez la copie.',
);

/** Examine un contenu, au premier niveau ou dans une archive. Leve `DepotRefuse`. */
export async function examinerContenu(
  source: FichierSource,
  nom: string,
  contexte: Contexte,
): Promise<Contenu> {
  const tete = await source.lire(0, Math.min(source.taille, TETE));
  const type = await typeAvecNom(source, tete, nom);
  contexte.annoncer(type);
  refuserEicar(source.taille > tete.length ? await source.lire(0, 1024 * 1024) : tete);
  refuserProgramme(nom, tete);
  if (contexte.profondeur === 0) comparerExtension(nom, type, contexte);
  return examinerSelonType(source, tete, { nom, type, contexte });
}

/** Un contenu sans signature nomme « .pdf » est essaye comme PDF : des visionneuses en ouvrent sans en-tete. */
async function typeAvecNom(source: FichierSource, tete: Uint8Array, nom: string): Promise<TypeReconnu> {
  const type = await reconnaitre(source, tete);
  const sansSignature = type.extension === 'bin' || type.mime === 'text/plain';
  return sansSignature && extensionDe(nom) === 'pdf' ? PDF : type;
}

type Reconnu = { readonly nom: string; readonly type: TypeReconnu; readonly contexte: Contexte };

async function examinerSelonType(
  source: FichierSource,
  tete: Uint8Array,
  { nom, type, contexte }: Reconnu,
): Promise<Contenu> {
  if (type.famille === 'pdf') return examinerPdf(source, type, contexte);
  if (estOle(tete)) return examinerOle(source, tete, { type, contexte });
  if (estArchive(type, tete)) return examinerArchive(source, tete, { type, contexte });
  if (type.famille === 'image' && type.extension !== 'svg') return examinerImage(source, type, contexte);
  if (['texte', 'courriel'].includes(type.famille) || ['svg', 'rtf', 'ps', 'eps'].includes(type.extension)) {
    return examinerTexte(source, type, contexte);
  }
  if (type.famille === 'autre') return examinerInconnu(nom, type, contexte);
  return { type };
}

const estOle = (tete: Uint8Array): boolean => tete[0] === 0xd0 && tete[1] === 0xcf && tete[2] === 0x11;

/** Tout ce qui commence par une entree zip est lu comme un zip, docx et odt compris. */
const estArchive = (type: TypeReconnu, tete: Uint8Array): boolean =>
  type.famille === 'archive' || (tete[0] === 0x50 && tete[1] === 0x4b);

function comparerExtension(nom: string, type: TypeReconnu, contexte: Contexte): void {
  const annoncee = extensionDe(nom);
  if (extensionConvient(annoncee, type.extension) || type.extension === 'bin') return;
  contexte.avertir(
    'extension-trompeuse',
    `Le nom annonce « .${annoncee.slice(0, 12)} », le contenu est du type « ${type.extension} ». Le fichier est traité d’après son contenu.`,
  );
}
