import * as z from 'zod';
import { codesDe, constat, verdictDe } from './codes.ts';
import type { Constat } from './codes.ts';
import { estCachetDe, nomDePreuve } from './examen.ts';
import type { Examen, ExamenDeConteneur } from './examen.ts';
import type { Nommes } from './faits.ts';
import type { Manifeste, PliDuManifeste } from './manifeste.ts';
import type { RapportDePli } from './modele.ts';
import type { JugerUnePreuve, PreuveJugee } from './preuves-portees.ts';
import { empreinteDeTete } from './tetes.ts';
import type { TeteAJuger } from './tetes.ts';

/** Ce que le jugement des plis lit. */
export type ContexteDePlis = {
  readonly manifeste: Manifeste;
  readonly pair: string;
  readonly examens: ReadonlyMap<string, Examen>;
  readonly nommes?: Nommes;
  readonly jugerPreuve: JugerUnePreuve;
};

const bordereau = z.object({
  pli: z.string(),
  objet: z.string(),
  emetteur: z.string(),
  destinataire: z.string(),
  emisA: z.string(),
  tete: z.string().optional(),
  pieces: z.array(z.object({ nom: z.string(), empreinte: z.string(), externe: z.boolean() })),
});
const accuse = z.object({
  pli: z.string(),
  empreinteDuPli: z.string(),
  emetteur: z.string(),
  objet: z.string(),
  verdict: z.enum(['integre', 'refuse']),
  recuA: z.string(),
  teteRecue: z.string().nullish(),
  tete: z.string().nullish(),
});
type Bordereau = z.infer<typeof bordereau>;
type Accuse = z.infer<typeof accuse>;

/** Les plis juges, et les tetes qu'ils portent : celles de ce service, celles de l'autre. */
export type JugementDesPlis = {
  readonly rapports: readonly RapportDePli[];
  readonly constats: readonly Constat[];
  readonly siennes: readonly TeteAJuger[];
  readonly duPair: readonly TeteAJuger[];
  readonly preuves: ComptePreuves;
};

/** Les preuves d'inscription des actes des plis : justes, deja cosignees au depart, actes partis sans. */
export type ComptePreuves = { readonly justes: number; readonly cosignees: number; readonly sans: number };

/** Juge chaque pli et son accuse, puis ce que les faits nomment et que l'archive n'a pas. */
export function jugerPlis(contexte: ContexteDePlis): JugementDesPlis {
  const { plis } = contexte.manifeste;
  const lus = plis.map((pli) => ({ pli, ...lire(contexte, pli) }));
  const juges = lus.map((lu) => {
    const preuves = jugerPreuves(contexte, lu);
    return {
      ...lu,
      preuves,
      constats: [...jugerPli(contexte, lu), ...preuves.flatMap(({ constats }) => constats)],
    };
  });
  const toutes = juges.flatMap(({ preuves }) => preuves);
  const justes = toutes.filter(({ constats }) => constats.length === 0);
  const tetes = lus.flatMap(tetesDe);
  const absents = plisAbsents(contexte);
  const service = (siennes: boolean): readonly TeteAJuger[] =>
    tetes.filter(({ sienne }) => sienne === siennes).map(({ tete }) => tete);
  return {
    rapports: juges.map(({ pli: { pli, sens, genre, etat }, constats }) => ({
      pli,
      sens,
      genre,
      etat,
      verdict: verdictDe(constats),
      codes: codesDe(constats),
      phrases: constats.map(({ phrase }) => phrase),
    })),
    constats: [...juges.flatMap(({ constats }) => constats), ...doubles(plis), ...absents],
    siennes: service(true),
    duPair: service(false),
    preuves: {
      justes: justes.length,
      cosignees: justes.filter(({ cosignee }) => cosignee).length,
      sans: lus.reduce((somme, { bordereau: dit }) => somme + (dit === undefined ? 0 : sansPreuve(dit)), 0),
    },
  };
}

/** Les preuves que le bordereau annonce, jugees pour l'acte du meme pli. */
function jugerPreuves(
  contexte: ContexteDePlis,
  { pli, conteneur, bordereau: dit }: Lu,
): readonly PreuveJugee[] {
  const textes = conteneur?.conteneur?.preuves;
  if (dit === undefined || textes === undefined) return [];
  const empreintes = new Map(dit.pieces.map(({ nom, empreinte }) => [nom, empreinte]));
  return dit.pieces.flatMap(({ nom, externe }) => {
    const acteId = nomDePreuve(nom);
    return acteId === undefined || (externe && !textes.has(nom))
      ? []
      : [
          contexte.jugerPreuve({
            objet: pli.pli,
            texte: textes.get(nom) ?? '',
            acteId,
            empreinte: empreintes.get(`actes/${acteId}.pdf`),
            emetteur: roles(contexte, pli).emetteur,
          }),
        ];
  });
}

const sansPreuve = ({ pieces }: Bordereau): number => {
  const noms = new Set(pieces.map(({ nom }) => nom));
  return [...noms].filter((nom) => {
    const acteId = /^actes\/(.+)\.pdf$/u.exec(nom)?.[1];
    return acteId !== undefined && !noms.has(`preuves/${acteId}.tlog-proof`);
  }).length;
};

type Lu = {
  readonly pli: PliDuManifeste;
  readonly conteneur?: Examen;
  readonly recu?: Examen;
  readonly bordereau?: Bordereau;
  readonly accuse?: Accuse;
};

function lire({ examens }: ContexteDePlis, pli: PliDuManifeste): Omit<Lu, 'pli'> {
  const conteneur = pli.chemin === null ? undefined : examens.get(pli.chemin);
  const recu = pli.accuse === null ? undefined : examens.get(pli.accuse);
  const lus = {
    bordereau: bordereau.safeParse(conteneur?.conteneur?.document).data,
    accuse: accuse.safeParse(recu?.conteneur?.document).data,
  };
  return {
    ...(conteneur === undefined ? {} : { conteneur }),
    ...(recu === undefined ? {} : { recu }),
    ...(lus.bordereau === undefined ? {} : { bordereau: lus.bordereau }),
    ...(lus.accuse === undefined ? {} : { accuse: lus.accuse }),
  };
}

const jugerPli = (contexte: ContexteDePlis, lu: Lu): readonly Constat[] => [
  ...jugerConteneur(contexte, lu),
  ...jugerAccuse(contexte, lu),
  ...jugerEtat(contexte, lu),
];

const roles = ({ manifeste, pair }: ContexteDePlis, { sens }: PliDuManifeste) =>
  sens === 'emis'
    ? { emetteur: manifeste.service, destinataire: pair }
    : { emetteur: pair, destinataire: manifeste.service };

function jugerConteneur(contexte: ContexteDePlis, lu: Lu): readonly Constat[] {
  const { pli, conteneur, bordereau: dit } = lu;
  if (conteneur?.conteneur === undefined) return [];
  const { emetteur, destinataire } = roles(contexte, pli);
  const sceau = jugerSceau(pli.pli, emetteur, conteneur.conteneur, 'le pli');
  if (dit === undefined)
    return [...sceau, constat('pli-faux', pli.pli, 'le bordereau du pli manque ou ne se lit pas')];
  const contenues = dit.pieces.filter(({ externe }) => !externe);
  const exactes =
    contenues.length === conteneur.conteneur.pieces.size &&
    contenues.every(({ nom, empreinte }) => conteneur.conteneur?.pieces.get(nom) === empreinte);
  return [
    ...sceau,
    ...si(dit.emetteur !== emetteur || dit.destinataire !== destinataire, () =>
      constat('pli-faux', pli.pli, 'le pli n’est pas entre ces deux ministères, dans ce sens'),
    ),
    ...si(!exactes, () =>
      constat('pli-faux', pli.pli, 'les pièces du pli ne sont pas celles de son bordereau'),
    ),
    ...si(dit.tete === undefined, () =>
      constat('pli-faux', pli.pli, 'le bordereau ne porte pas la tête du dossier'),
    ),
    ...si(dit.pli !== pli.pli, () =>
      constat('pli-rejoue', pli.pli, 'le bordereau porte un autre identifiant de pli : il a été rejoué'),
    ),
    ...si(dit.objet !== contexte.manifeste.idj, () =>
      constat('autre-dossier', pli.pli, 'ce pli est celui d’un autre dossier'),
    ),
  ];
}

function jugerAccuse(contexte: ContexteDePlis, lu: Lu): readonly Constat[] {
  const { pli, recu, accuse: dit, conteneur } = lu;
  if (recu?.conteneur === undefined) return [];
  const { destinataire } = roles(contexte, pli);
  const sceau = jugerSceau(pli.pli, destinataire, recu.conteneur, 'l’accusé');
  if (dit === undefined)
    return [...sceau, constat('pli-faux', pli.pli, 'l’accusé de réception ne se lit pas')];
  const autre = dit.objet !== contexte.manifeste.idj && !(dit.objet === '' && dit.verdict === 'refuse');
  const dePli = conteneur === undefined || dit.empreinteDuPli === conteneur.sha256;
  return [
    ...sceau,
    ...si(dit.emetteur !== destinataire, () =>
      constat('pli-faux', pli.pli, 'l’accusé ne vient pas du destinataire du pli'),
    ),
    ...si(dit.pli !== pli.pli || !dePli, () =>
      constat('pli-rejoue', pli.pli, 'l’accusé est celui d’un autre pli : il a été rejoué'),
    ),
    ...si(autre, () => constat('autre-dossier', pli.pli, 'cet accusé est celui d’un autre dossier')),
    ...si(!teteReconnue(lu, dit), () =>
      constat('tete-incoherente', pli.pli, 'l’accusé ne porte pas sur la tête que le pli remettait'),
    ),
  ];
}

const teteReconnue = ({ bordereau: dit }: Lu, { teteRecue, verdict }: Accuse): boolean =>
  dit?.tete === undefined
    ? true
    : typeof teteRecue === 'string'
      ? teteRecue === empreinteDeTete(dit.tete)
      : verdict === 'refuse';

/** Etat, accuse et faits doivent dire la meme chose. */
function jugerEtat(
  { nommes }: ContexteDePlis,
  { pli, conteneur, recu, accuse: dit }: Lu,
): readonly Constat[] {
  const manque = (phrase: string): readonly Constat[] => [constat('accuse-manquant', pli.pli, phrase)];
  const conclu = nommes?.accuses.has(pli.pli) === true || nommes?.refuses.has(pli.pli) === true;
  switch (pli.etat) {
    case 'accuse':
      if (conteneur === undefined) return manque('le pli manque à l’archive');
      return recu !== undefined && dit?.verdict !== 'refuse'
        ? []
        : manque('l’accusé de réception de ce pli manque');
    case 'refuse':
      return dit?.verdict === 'refuse' || nommes?.refuses.has(pli.pli) === true
        ? []
        : manque('rien ne prouve que ce pli a été refusé');
    case 'en-attente':
      if (recu !== undefined || conclu) return manque('ce pli est dit en attente, mais son sort est connu');
      return [
        {
          ...constat('accuse-manquant', pli.pli, 'ce pli attend encore son accusé de réception'),
          verdict: 'indetermine',
        },
      ];
  }
}

function jugerSceau(
  pli: string,
  service: string,
  { fautes, doutes, signatures }: ExamenDeConteneur,
  quoi: string,
): readonly Constat[] {
  const faute = fautes[0];
  if (faute !== undefined) return [constat('pli-faux', pli, `${quoi} est faux : ${faute}`)];
  if (!estCachetDe(service, signatures))
    return [constat('pli-faux', pli, `${quoi} n’est pas scellé par le cachet du bon ministère`)];
  return doutes.map((code) => constat(code, pli, `${quoi} : une preuve manque à son cachet`));
}

const si = (condition: boolean, dire: () => Constat): readonly Constat[] => (condition ? [dire()] : []);

function doubles(plis: readonly PliDuManifeste[]): readonly Constat[] {
  const vus = new Set<string>();
  return plis.flatMap(({ pli }) => {
    const double = vus.has(pli);
    vus.add(pli);
    return double ? [constat('pli-rejoue', pli, 'ce pli paraît deux fois')] : [];
  });
}

function plisAbsents({ manifeste, nommes }: ContexteDePlis): readonly Constat[] {
  const presents = (sens: 'emis' | 'recu') =>
    new Set(manifeste.plis.filter((pli) => pli.sens === sens).map(({ pli }) => pli));
  const [emis, recus] = [presents('emis'), presents('recu')];
  const absents = [
    ...[...(nommes?.emis ?? [])].filter((pli) => !emis.has(pli)),
    ...[...(nommes?.recus ?? [])].filter((pli) => !recus.has(pli)),
  ];
  return absents.map((pli) =>
    constat('accuse-manquant', pli, 'la procédure nomme ce pli, l’archive ne contient ni lui ni son accusé'),
  );
}

function tetesDe({
  pli,
  bordereau: dit,
  accuse: recu,
}: Lu): readonly { readonly sienne: boolean; readonly tete: TeteAJuger }[] {
  return [
    ...(dit?.tete === undefined
      ? []
      : [
          {
            sienne: pli.sens === 'emis',
            tete: { source: `la tête du pli ${pli.pli}`, texte: dit.tete, porteeA: dit.emisA },
          },
        ]),
    ...(typeof recu?.tete !== 'string'
      ? []
      : [
          {
            sienne: pli.sens === 'recu',
            tete: { source: `la tête de l’accusé du pli ${pli.pli}`, texte: recu.tete, porteeA: recu.recuA },
          },
        ]),
  ];
}
