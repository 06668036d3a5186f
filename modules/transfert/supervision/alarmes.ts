import { sql } from 'kysely';
import type { VueDeSupervisionDesDepots } from '../contract-supervision.ts';
import type { PortsTransfert } from '../ports.ts';

type Alarme = VueDeSupervisionDesDepots['alarmes'][number];

/** Ce que le stockage dit. */
export type Charge = {
  readonly part: number;
  readonly utile: number;
  readonly saturation: string | null;
  readonly nonRetires: number;
};

/** Ce que l'exploitant doit faire, en une phrase par cause ; rien si tout va bien. */
export async function alarmesDe(ports: PortsTransfert, charge: Charge): Promise<readonly Alarme[]> {
  const { rows } = await sql<{
    avis: number;
    refus: number;
    recepisses: number;
    echus: number;
    guichets: number;
  }>`
    select
      (select count(*) from depot_courrier where etat = 'a-envoyer' and cree_a < ${ports.maintenant()}::timestamptz - interval '1 hour')::int as avis,
      (select count(*) from depot_destinataire p join depot d on d.id = p.depot where d.etat = 'disponible' and p.refus is not null)::int as refus,
      (select count(*) from depot where recepisses_dus > 0 and depose_a < ${ports.maintenant()}::timestamptz - interval '10 minutes')::int as recepisses,
      (select count(*) from depot where etat = 'disponible' and fin_prevue < ${ports.maintenant()}::timestamptz - interval '10 minutes')::int as echus,
      (select count(*) from retour_en_defaut)::int as guichets`.execute(ports.db);
  const compte = rows[0] ?? { avis: 0, refus: 0, recepisses: 0, echus: 0, guichets: 0 };
  return [
    ...alarmesDuStockage(charge),
    ...alarmesDuCourrier(compte),
    ...alarmesDeFond(compte),
    ...alarmeDesGuichets(compte.guichets),
    ...(ports.antivirus === true ? [] : [SANS_ANTIVIRUS]),
  ];
}

const SANS_ANTIVIRUS: Alarme = {
  code: 'antivirus-absent',
  gravite: 'attention',
  phrase:
    'Aucun antivirus n’est réglé (PPN_ANTIVIRUS) : les fichiers sont examinés par leur contenu seulement.',
};

const alarmeDesGuichets = (depots: number): readonly Alarme[] =>
  depots === 0
    ? []
    : [
        {
          code: 'guichet-en-defaut',
          gravite: 'danger',
          phrase: `${depots} dépôt${depots > 1 ? 's' : ''} d’auxiliaires de justice ne se repren${depots > 1 ? 'nent' : 'd'} pas : un guichet n’a pas d’agent à l’annuaire, ou la reprise échoue (voir le journal du service).`,
        },
      ];

function alarmesDuStockage({ part, utile, saturation, nonRetires }: Charge): readonly Alarme[] {
  return [
    ...(saturation === null
      ? []
      : [
          {
            code: 'saturation-prevue',
            gravite: 'danger' as const,
            phrase: `À ce rythme, la place manque le ${saturation.split('-').toReversed().join('/')} : ajoutez du stockage, ou demandez aux expéditeurs de retirer ce qui est remis.`,
          },
        ]),
    ...(part > utile
      ? [
          {
            code: 'stockage-charge',
            gravite: 'danger' as const,
            phrase: `Le stockage est rempli à ${Math.round(part * 100)} % : la conservation offerte se resserre.`,
          },
        ]
      : []),
    ...(nonRetires > 0
      ? [
          {
            code: 'non-retires',
            gravite: 'attention' as const,
            phrase: `${nonRetires} dépôt${nonRetires > 1 ? 's' : ''} de plus de huit jours attend${nonRetires > 1 ? 'ent' : ''} encore : voyez le tableau, prévenez les juridictions.`,
          },
        ]
      : []),
  ];
}

const alarmesDuCourrier = ({
  avis,
  refus,
}: {
  readonly avis: number;
  readonly refus: number;
}): readonly Alarme[] => [
  ...(avis > 0
    ? [
        {
          code: 'courrier-absent',
          gravite: 'danger' as const,
          phrase: `${avis} avis attendent depuis plus d’une heure : le serveur de courrier ne répond pas.`,
        },
      ]
    : []),
  ...(refus > 0
    ? [
        {
          code: 'adresses-refusees',
          gravite: 'attention' as const,
          phrase: `${refus} adresse${refus > 1 ? 's' : ''} refusée${refus > 1 ? 's' : ''} par le courrier : l’annuaire est à corriger.`,
        },
      ]
    : []),
];

const alarmesDeFond = ({
  recepisses,
  echus,
}: {
  readonly recepisses: number;
  readonly echus: number;
}): readonly Alarme[] => [
  ...(recepisses > 0
    ? [
        {
          code: 'recepisses-en-attente',
          gravite: 'danger' as const,
          phrase: `${recepisses} dépôts attendent leur récépissé : l’horodatage ou le cachet ne répond pas.`,
        },
      ]
    : []),
  ...(echus > 0
    ? [
        {
          code: 'echus-ouverts',
          gravite: 'danger' as const,
          phrase: `${echus} dépôts échus ne sont pas encore clos : l’horodatage ne répond pas, ou l’horloge est suspecte.`,
        },
      ]
    : []),
];
