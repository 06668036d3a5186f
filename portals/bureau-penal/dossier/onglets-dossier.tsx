import type { Piece, VueDossier } from '@ppn/dossier/contract';
import { Onglets, Puce } from '@ppn/kit';
import type { Ancre, Position } from '@ppn/lecteur';
import { NotesEtMarques, type useAnnotations } from '@ppn/lecteur/notes';
import type { ReactNode } from 'react';
import { PanneauDecision, type ProprietesDecision } from '../decision/panneau-decision.tsx';
import { EnvoisDuDossier } from '../envois/envois-du-dossier.tsx';
import { PanneauJugement } from '../jugement/panneau-jugement.tsx';
import { MessagesIci } from '../messagerie/page.tsx';
import { PanneauMentions } from '../mention/panneau-mentions.tsx';
import { Inventaire } from './inventaire.tsx';
import { Lectures } from './lectures.tsx';
import { ConversionAuGreffe } from '../papier/conversion-au-greffe.tsx';
import { Pieces } from './pieces.tsx';
import { Plis } from './plis.tsx';
import type { Onglet } from './recherche.ts';
import { Synthese } from './synthese.tsx';

type Proprietes = {
  readonly dossier: VueDossier;
  readonly pieces: readonly Piece[];
  readonly onglet: Onglet;
  readonly choisir: (onglet: Onglet) => void;
  readonly lire: (position: Position) => void;
  readonly cleVues: string;
  readonly adresse: (id: string, options?: { readonly telecharger: boolean }) => string;
  readonly notes: ReturnType<typeof useAnnotations>;
  /** Endroit ou ecrire une note, s'il en est demande une. */
  readonly ancre: Ancre | undefined;
  readonly surNote: () => void;
  readonly decision: Omit<ProprietesDecision, 'dossier'>;
};

type VueOnglet = { readonly cle: Onglet; readonly libelle: ReactNode; readonly contenu: ReactNode };

/** Ce qu'on sait et ce qu'on fait du dossier, a cote des pieces. */
export const OngletsDossier = ({
  dossier,
  pieces,
  onglet,
  choisir,
  lire,
  cleVues,
  adresse,
  notes,
  ancre,
  surNote,
  decision,
}: Proprietes) => {
  const incidents = dossier.incidents.length;
  const mentions = dossier.pieces.reduce((total, piece) => total + piece.mentions.length, 0);
  const vues: readonly VueOnglet[] = [
    { cle: 'synthese', libelle: 'Synthèse', contenu: <Synthese dossier={dossier} lire={lire} /> },
    {
      cle: 'pieces',
      libelle: (
        <>
          Pièces <span className="chiffres discret">{pieces.length}</span>
        </>
      ),
      contenu: (
        <>
          <ConversionAuGreffe dossier={dossier} {...decision} />
          <Pieces {...{ pieces, cleVues, lire, adresse }} />
        </>
      ),
    },
    ...(dossier.instant === null
      ? ([
          {
            cle: 'notes',
            libelle: (
              <>
                Notes{' '}
                {notes.annotations.length === 0 ? null : (
                  <span className="chiffres discret">{notes.annotations.length}</span>
                )}
              </>
            ),
            contenu: <NotesEtMarques {...{ pieces, notes, ancre, lire }} surFin={surNote} />,
          },
        ] as const)
      : []),
    ...(dossier.instant === null
      ? ([{ cle: 'inventaire', libelle: 'Inventaire', contenu: <Inventaire dossier={dossier} /> }] as const)
      : []),
    ...(dossier.instant === null
      ? ([{ cle: 'messages', libelle: 'Messages', contenu: <MessagesIci dossier={dossier} /> }] as const)
      : []),
    {
      cle: 'plis',
      libelle: <>Plis {incidents > 0 ? <Puce ton="danger">{incidents}</Puce> : null}</>,
      contenu: <Plis dossier={dossier} />,
    },
    ...(dossier.instant === null
      ? ([{ cle: 'lectures', libelle: 'Lectures', contenu: <Lectures idj={dossier.idj} /> }] as const)
      : []),
    {
      cle: 'mentions',
      libelle: <>Mentions {mentions === 0 ? null : <span className="chiffres discret">{mentions}</span>}</>,
      contenu: <PanneauMentions dossier={dossier} lire={lire} {...decision} />,
    },
    ...(dossier.instant === null
      ? ([
          {
            cle: 'decision',
            libelle: 'Décision',
            contenu: <PanneauDecision dossier={dossier} {...decision} />,
          },
          ...(dossier.decisions.length > 0 && dossier.peut.includes('mentionner')
            ? ([
                { cle: 'envois', libelle: 'Envois', contenu: <EnvoisDuDossier dossier={dossier} /> },
              ] as const)
            : []),
          ...(dossier.decisions.some(({ audiences = [] }) => audiences.length > 0)
            ? ([
                {
                  cle: 'jugement',
                  libelle: 'Jugement',
                  contenu: <PanneauJugement dossier={dossier} lire={lire} {...decision} />,
                },
              ] as const)
            : []),
        ] as const)
      : []),
  ];
  return (
    <Onglets
      libelle="Le dossier"
      onglets={vues}
      actif={onglet}
      surChoix={(cle) => {
        const trouve = vues.find((vue) => vue.cle === cle);
        if (trouve !== undefined) choisir(trouve.cle);
      }}
    />
  );
};
