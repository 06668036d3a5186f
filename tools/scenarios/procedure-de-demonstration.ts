import { horodate } from '@ppn/core';
import { attendre, attendu, type Enqueteur, type Magistrat, nouvelId, rediger, signer } from './joueur.ts';
import type { PhotoDeDemonstration } from './photographies.ts';

/** Une affaire inventee. */
export type Affaire = {
  readonly intitule: string;
  readonly natinf: number;
  readonly lieu: { readonly adresse: string; readonly commune: string };
  readonly victime: {
    readonly genre: 'physique' | 'morale';
    readonly nom: string;
    readonly prenoms: string;
    readonly representant?: string;
    readonly adresse: string;
  };
  readonly misEnCause?: {
    readonly nom: string;
    readonly prenoms: string;
    readonly neLe: string;
    readonly adresse: string;
  };
  readonly recit: string;
  readonly prejudice: string;
  /** Preliminaire par defaut. */
  readonly cadre?: 'flagrance' | 'preliminaire';
  /** Horodate du fait ; par defaut, la veille. */
  readonly survenuA?: string;
};

/** Une procedure ouverte, ses personnes et ses faits saisis une fois. */
export type ProcedureOuverte = {
  readonly idj: string;
  readonly numero: string;
  readonly fait: string;
  readonly victime: string;
  readonly misEnCause: string | undefined;
};

/** Ouvre une procedure et saisit victime, mis en cause et faits. */
export async function ouvrir(enqueteur: Enqueteur, affaire: Affaire): Promise<ProcedureOuverte> {
  const { client } = enqueteur;
  const { idj, numero } = attendu(
    'ouvrir',
    await client.appeler('POST /api/dossiers', {
      corps: { intitule: affaire.intitule, cadre: affaire.cadre ?? 'preliminaire' },
    }),
  );
  const [victime, fait] = [nouvelId(), nouvelId()];
  const misEnCause = affaire.misEnCause ? nouvelId() : undefined;
  attendu(
    'victime',
    await client.appeler('PUT /api/dossiers/:idj/personnes/:id', {
      idj,
      id: victime,
      corps: { ...affaire.victime, roles: ['victime'] },
    }),
  );
  if (affaire.misEnCause && misEnCause)
    attendu(
      'mis en cause',
      await client.appeler('PUT /api/dossiers/:idj/personnes/:id', {
        idj,
        id: misEnCause,
        corps: {
          ...affaire.misEnCause,
          genre: 'physique',
          nationalite: 'française',
          roles: ['mis-en-cause'],
        },
      }),
    );
  const debut = affaire.survenuA ?? horodate(new Date(Date.now() - 26 * 3_600_000).toISOString());
  const personnes = [victime, ...(misEnCause ? [misEnCause] : [])];
  attendu(
    'fait',
    await client.appeler('PUT /api/dossiers/:idj/faits/:id', {
      idj,
      id: fait,
      corps: { natinf: affaire.natinf, debut, lieu: affaire.lieu, prejudice: affaire.prejudice, personnes },
    }),
  );
  return { idj, numero, fait, victime, misEnCause };
}

/** Redige la plainte ; rend l'acte. */
export const redigerPlainte = (
  enqueteur: Enqueteur,
  { idj }: ProcedureOuverte,
  affaire: Affaire,
): Promise<string> =>
  rediger(enqueteur, idj, 'plainte', () => ({
    recit: affaire.recit,
    prejudice: affaire.prejudice,
    droitsRemis: true,
  }));

/** Depose des photographies et redige les constatations qui les joignent. */
export async function redigerConstatations(
  enqueteur: Enqueteur,
  { idj }: ProcedureOuverte,
  photos: readonly PhotoDeDemonstration[],
): Promise<string> {
  const photographies: { fichier: string; legende: string }[] = [];
  for (const photo of photos) {
    const depose = attendu(
      'photographie',
      await enqueteur.client.deposer('POST /api/dossiers/:idj/fichiers', {
        idj,
        nom: photo.nom,
        octets: photo.octets,
        typeMime: 'image/jpeg',
      }),
    );
    photographies.push({ fichier: depose.id, legende: photo.legende });
  }
  return rediger(enqueteur, idj, 'constatations', () => ({
    constatations:
      'Nous transportant sur place, constatons que le rayon est situé à quatre mètres de la sortie.\nL’emplacement désigné par le plaignant est vide ; l’antivol a été retrouvé au sol.\nAucune autre trace n’est relevée.',
    photographies,
  }));
}

/** Redige l'audition de la victime ; `cosignatures` : matricules du second enqueteur, de l'interprete inscrit. */
export const redigerAuditionVictime = (
  enqueteur: Enqueteur,
  { idj }: ProcedureOuverte,
  cosignatures: { readonly cosignataire?: string; readonly interpreteInscrit?: string } = {},
): Promise<string> =>
  rediger(enqueteur, idj, 'audition-victime', () => ({
    ...cosignatures,
    echanges: [
      {
        question: 'Pouvez-vous décrire l’objet dérobé ?',
        reponse: 'Une perceuse neuve, dans son emballage, prix affiché 189 euros.',
      },
      {
        question: 'Reconnaîtriez-vous l’auteur ?',
        reponse: 'Oui, il portait une veste rouge ; la caméra le montre de face.',
      },
    ],
  }));

/** Redige l'audition libre du mis en cause, droits de l'article 61-1 notifies. */
export const redigerAuditionLibre = (enqueteur: Enqueteur, { idj }: ProcedureOuverte): Promise<string> =>
  rediger(enqueteur, idj, 'audition-libre', () => ({
    droits: {
      qualification: true,
      quitterLesLieux: true,
      interprete: true,
      silence: true,
      avocat: true,
      conseils: true,
    },
    avocat: 'renonce',
    echanges: [
      {
        question: 'Souhaitez-vous faire des déclarations, répondre aux questions ou vous taire ?',
        reponse: 'Je réponds aux questions.',
      },
      {
        question: 'Reconnaissez-vous les faits ?',
        reponse: 'Oui, j’ai pris l’objet et je suis sorti sans payer. Je le regrette.',
      },
    ],
  }));

/** Redige la synthese. */
export const redigerSynthese = (enqueteur: Enqueteur, { idj }: ProcedureOuverte): Promise<string> =>
  rediger(enqueteur, idj, 'synthese', () => ({
    conclusion:
      'Les faits paraissent établis par les constatations et les auditions. Procédure transmise au parquet pour appréciation.',
  }));

/** Transmet au tribunal et attend l'accuse ; rend l'identifiant du pli. */
export async function transmettre(enqueteur: Enqueteur, idj: string, juridiction: string): Promise<string> {
  const { pli } = attendu(
    'transmission',
    await enqueteur.client.appeler('POST /api/dossiers/:idj/transmission', { idj, corps: { juridiction } }),
  );
  await attendrePli(enqueteur, idj, pli);
  return pli;
}

/** Attend qu'un pli soit accuse ; lance s'il est refuse. */
export async function attendrePli(joueur: Enqueteur, idj: string, id: string): Promise<void> {
  await attendre('accusé de réception', async () => {
    const vue = attendu('dossier', await joueur.client.appeler('GET /api/dossiers/:idj', { idj }));
    const pli = vue.plis.find((candidat) => candidat.id === id);
    if (pli?.etat === 'refuse') throw new Error(`Pli refusé : ${pli.motifs.join(' ')}`);
    return pli?.etat === 'accuse' ? pli : undefined;
  });
}

/** Decide une COPJ a `jours` jours ; rend l'acte signe. */
export async function deciderCopj(magistrat: Magistrat, idj: string, jours: number): Promise<string> {
  const acte = await rediger(magistrat, idj, 'copj', () => ({
    audience: audienceDans(jours),
    salle: 'Salle A',
  }));
  await signer(magistrat, [acte]);
  return acte;
}

/** Classe sans suite ; rend l'acte signe. */
export async function deciderClassement(
  magistrat: Magistrat,
  idj: string,
  motif: string,
  explication: string,
): Promise<string> {
  const acte = await rediger(magistrat, idj, 'classement-sans-suite', () => ({ motif, explication }));
  await signer(magistrat, [acte]);
  return acte;
}

/** Un jour ouvre, 9 h a Paris, au moins `jours` jours plus tard. */
export function audienceDans(jours: number): string {
  const jour = new Date(Date.now() + jours * 86_400_000);
  while (jour.getUTCDay() === 0 || jour.getUTCDay() === 6) jour.setUTCDate(jour.getUTCDate() + 1);
  const heureDeParis = Number(horodate(`${jour.toISOString().slice(0, 10)}T09:00:00Z`).slice(11, 13));
  return horodate(`${jour.toISOString().slice(0, 10)}T${String(18 - heureDeParis).padStart(2, '0')}:00:00Z`);
}
