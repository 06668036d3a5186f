import { createHash } from 'node:crypto';
import { horodate } from '@ppn/core';
import { consigner, fluxDossier, type SignataireDePiece } from '@ppn/dossier';
import type { Agent } from '@ppn/habilitation';
import { etape } from '@ppn/observability';
import { dansUneTransaction, vueTypee } from '@ppn/postgres';
import { assemblerCms, HorodatageIndisponible, insererCms, lireJeton } from '@ppn/sealing';
import type { ActeJson } from '../contract.ts';
import { lireActeCompose } from '../lire-acte.ts';
import { QUALITES } from '../actes/proces-verbal.ts';
import type { PortsActe, Tables, Tx } from '../ports.ts';
import type { Selectable } from 'kysely';

/** Sort d'une signature, acte par acte. */
export type ResultatDeScellement = {
  readonly etat: 'scelle' | 'cosignature-attendue' | 'horodatage-attendu' | 'refuse';
  readonly phrase: string;
};

/** Un brouillon dont la signature est recue. */
type LigneSignee = Selectable<Tables['brouillon']>;

/**
 * Horodate, assemble et scelle un acte dont la signature est recue. Se rejoue sans risque : tant que la transaction
 * finale n'a pas eu lieu, la ligne reste `signature-recue` et une reprise refait les memes etapes.
 */
export const sceller = async (ports: PortsActe, ligne: LigneSignee): Promise<ResultatDeScellement> =>
  (await tenter(ports, ligne)).resultat;

/** Scelle un acte deja enregistre comme signe ; rien a faire s'il est scelle entre-temps. */
export const reprendreLeScellement = async (
  ports: PortsActe,
  acteId: string,
): Promise<ResultatDeScellement> => (await reprendre(ports, acteId)).resultat;

type Tentative = {
  readonly resultat: ResultatDeScellement;
  /** Vrai : aucun acte ne peut etre scelle pour l'instant. */
  readonly horodatageMuet: boolean;
};

const SCELLE: Tentative = {
  resultat: { etat: 'scelle', phrase: 'Acte signé et scellé.' },
  horodatageMuet: false,
};

async function reprendre(ports: PortsActe, acteId: string): Promise<Tentative> {
  const ligne = await ports.db
    .selectFrom('brouillon')
    .selectAll()
    .where('acte_id', '=', acteId)
    .where('etat', '=', 'signature-recue')
    .executeTakeFirst();
  return ligne ? tenter(ports, ligne) : SCELLE;
}

async function tenter(ports: PortsActe, ligne: LigneSignee): Promise<Tentative> {
  const acteId = ligne.acte_id;
  if (!ligne.pdf || !ligne.signature || !ligne.attributs) return SCELLE;
  try {
    const jeton = await ports.horodateur(createHash('sha256').update(ligne.signature).digest());
    const certificats = (ligne.chaine ?? []).map((certificat) => Buffer.from(certificat, 'base64'));
    const cms = assemblerCms({
      attributsSignes: ligne.attributs,
      signature: ligne.signature,
      certificats,
      crls: [...(await ports.crls())],
      jeton,
    });
    const pdf = insererCms(ligne.pdf, cms);
    const acte = ligne.acte ?? (await relire(pdf));
    const signataires = [
      ...ligne.signataires,
      signataireDe(acte, ligne, lireJeton(jeton)?.instant ?? ports.maintenant()),
    ];
    const suivant = acte.cosignataires?.[signataires.length - 1];
    if (suivant) {
      await attendreLaCosignature(ports, { acteId, idj: acte.idj, pdf, signataires, suivant });
      return {
        resultat: {
          etat: 'cosignature-attendue',
          phrase: `Acte signé. Il attend la cosignature de ${suivant.prenom} ${suivant.nom}.`,
        },
        horodatageMuet: false,
      };
    }
    const depose = await ports.dossier.magasin.deposerOctets(pdf);
    if (!depose.ok) throw new Error(`Objet impossible à garder : ${JSON.stringify(depose.refus)}`);
    await etape('signature.objet-garde');
    await inscrire(ports, { acteId, acte, signataires, pdf: depose.valeur });
    await etape('signature.acte-scelle');
    return SCELLE;
  } catch (cause) {
    const horodatageMuet = cause instanceof HorodatageIndisponible;
    const phrase = horodatageMuet
      ? 'Signature reçue. L’horodatage est indisponible : l’acte sera scellé dès son retour, sans nouvelle signature.'
      : 'Signature reçue. Le scellement a rencontré un incident : il sera repris tout seul, sans nouvelle signature.';
    ports.consignerErreur('Scellement reporté', {
      acte: acteId,
      erreur: cause instanceof Error ? cause.message : String(cause),
    });
    await ports.db.updateTable('brouillon').set({ erreur: phrase }).where('acte_id', '=', acteId).execute();
    return { resultat: { etat: 'horodatage-attendu', phrase }, horodatageMuet };
  }
}

/** L'acte d'un brouillon gele avant que ses donnees soient gardees a cote de son PDF. */
async function relire(pdf: Uint8Array): Promise<ActeJson> {
  const lu = await lireActeCompose(pdf);
  if (!lu.ok) throw new Error(lu.refus);
  return lu.valeur;
}

/** Qui vient de signer : le redacteur, puis chaque cosignataire dans l'ordre. */
function signataireDe(
  acte: ActeJson,
  {
    signataires,
    signe_a,
  }: { readonly signataires: readonly SignataireDePiece[]; readonly signe_a: Date | null },
  horodateA: Date,
): SignataireDePiece {
  const agent = acte.cosignataires?.[signataires.length - 1] ?? acte.redacteur;
  return {
    nom: `${agent.prenom} ${agent.nom}`,
    qualite: QUALITES[agent.qualite],
    matricule: agent.matricule,
    signeA: signe_a ? horodate(signe_a.toISOString(), acte.procedure.unite.zone) : acte.redigeA,
    horodateA: horodateA.toISOString(),
  };
}

type ACosigner = {
  readonly acteId: string;
  readonly idj: string;
  readonly pdf: Uint8Array;
  readonly signataires: readonly SignataireDePiece[];
  readonly suivant: Agent;
};

/** Garde le PDF signe et l'ouvre a la carte suivante : rien n'est encore au dossier. */
async function attendreLaCosignature(
  ports: PortsActe,
  { acteId, idj, pdf, signataires, suivant }: ACosigner,
): Promise<void> {
  await ports.db
    .updateTable('brouillon')
    .set({
      etat: 'a-cosigner',
      pdf_signe: Buffer.from(pdf),
      signataires: JSON.stringify(signataires),
      cosignataire: suivant.matricule,
      pdf: null,
      attributs: null,
      signature: null,
      certificat: null,
      chaine: null,
      erreur: null,
    })
    .where('acte_id', '=', acteId)
    .where('etat', '=', 'signature-recue')
    .execute();
  await etape('signature.cosignature-attendue');
  ports.prevenir(idj);
}

type AInscrire = {
  readonly acteId: string;
  readonly acte: ActeJson;
  readonly signataires: readonly SignataireDePiece[];
  readonly pdf: {
    readonly empreinte: Parameters<PortsActe['dossier']['lireActe']>[0];
    readonly taille: number;
  };
};

/** LA transaction : fait, piece, file d'envoi, projections, et fin du brouillon, ensemble ou pas du tout. */
async function inscrire(ports: PortsActe, { acteId, acte, signataires, pdf }: AInscrire): Promise<void> {
  const part = await dansUneTransaction(ports.db, async (tx: Tx) => {
    const { numDeletedRows } = await tx
      .deleteFrom('brouillon')
      .where('acte_id', '=', acteId)
      .where('etat', '=', 'signature-recue')
      .executeTakeFirst();
    if (numDeletedRows === 0n) return false;
    const fait = {
      type: 'acte-scelle' as const,
      donnees: {
        acteId,
        empreinte: pdf.empreinte,
        taille: pdf.taille,
        pages: null,
        signataires: [...signataires],
      },
    };
    await consigner(vueTypee(tx), fluxDossier(acte.idj), [fait], acte.redacteur.matricule, {
      ...ports.dossier,
      lireActe: async () => acte,
    });
    return ports.apresScellement(tx, { acte, empreinte: pdf.empreinte, taille: pdf.taille });
  });
  if (part) ports.dossier.reveiller();
}

/** Reprend tout ce qui attend : apres un redemarrage, ou au retour de l'horodatage. Rend le nombre d'actes scelles. */
export async function reprendreScellements(ports: PortsActe): Promise<number> {
  const lignes = await ports.db
    .selectFrom('brouillon')
    .select('acte_id')
    .where('etat', '=', 'signature-recue')
    .orderBy('maj_a')
    .limit(200)
    .execute();
  let scelles = 0;
  for (const { acte_id } of lignes) {
    const { resultat, horodatageMuet } = await reprendre(ports, acte_id);
    if (resultat.etat === 'scelle') scelles += 1;
    // Horodatage muet : inutile d'essayer les autres. Tout autre incident ne bloque que son acte.
    else if (horodatageMuet) break;
  }
  return scelles;
}
