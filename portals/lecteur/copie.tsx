import type { Client } from '@ppn/api-client';
import type { contratCopie, VueDesCopies } from '@ppn/copie/contract';
import { Alerte, annoncer, Bouton, Case, Chargement, Dialogue, pluriel, taille } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { CopiesDemandees, RecepissesRevenus } from './copies-demandees.tsx';
import { Reserver } from './reserver.tsx';

/** Points dont les copies se servent, dans l'un ou l'autre ministere. */
export type ClientDeCopie = Pick<Client<typeof contratCopie>, 'appeler' | 'adresse'>;
export type PieceACopier = VueDesCopies['pieces'][number];

/** Bouton et dialogue : tirer copie du dossier vers PLINE, en ayant lu ce qui reste dehors ; suivre les copies et leurs recepisses. */
export function CopieVersPline({ idj, client }: { readonly idj: string; readonly client: ClientDeCopie }) {
  const [ouverte, poser] = useState(false);
  return (
    <div className="telechargement">
      <Bouton onClick={() => poser(true)}>Déposer une copie…</Bouton>
      <span className="petit discret">
        Une archive et un PDF relié, posés dans PLINE où vous choisissez les destinataires ; les récépissés
        reviennent ici.
      </span>
      {ouverte ? <DialogueDeCopie idj={idj} client={client} surFermeture={() => poser(false)} /> : null}
    </div>
  );
}

const RELIRE_MS = 2_000;

function DialogueDeCopie({
  idj,
  client,
  surFermeture,
}: {
  readonly idj: string;
  readonly client: ClientDeCopie;
  readonly surFermeture: () => void;
}) {
  const {
    data: vue,
    error,
    refetch,
  } = useQuery({
    queryKey: ['copies', idj],
    queryFn: async (): Promise<VueDesCopies> => {
      const lue = await client.appeler('GET /api/dossiers/:idj/copies', { idj });
      if (!lue.ok) throw new Error(lue.refus.detail);
      return lue.valeur;
    },
    gcTime: 0,
    retry: false,
    refetchInterval: ({ state }) =>
      state.data?.copies.some(({ etat }) => etat === 'a-preparer') === true ? RELIRE_MS : false,
  });
  const relire = async (): Promise<void> => void (await refetch());
  return (
    <Dialogue titre="Déposer une copie" surFermeture={surFermeture} large>
      {vue === undefined ? (
        <Attente refus={error?.message} />
      ) : (
        <div className="pile">
          {vue.ouverte ? (
            <Choisir {...{ idj, client, vue, relire }} />
          ) : (
            <Alerte ton="info">PLINE n’est pas réglée pour ce service : aucune copie ne peut partir.</Alerte>
          )}
          <CopiesDemandees copies={vue.copies} />
          <RecepissesRevenus recepisses={vue.recepisses} />
        </div>
      )}
    </Dialogue>
  );
}

const Attente = ({ refus }: { readonly refus: string | undefined }) =>
  refus === undefined ? (
    <Chargement libelle="Lecture des pièces" />
  ) : (
    <Alerte ton="danger" vive>
      {refus}
    </Alerte>
  );

type Proprietes = {
  readonly idj: string;
  readonly client: ClientDeCopie;
  readonly vue: VueDesCopies;
  readonly relire: () => Promise<void>;
};

function Choisir({ idj, client, vue, relire }: Proprietes) {
  const possibles = vue.pieces.filter(({ exclusion }) => exclusion === null);
  const laissees = vue.pieces.filter(({ exclusion }) => exclusion !== null);
  const [otees, poserOtees] = useState<ReadonlySet<string>>(new Set());
  const [refus, poserRefus] = useState<string | undefined>(undefined);
  const [enCours, poserEnCours] = useState(false);
  const choisies = possibles.filter(({ id }) => !otees.has(id));
  const preparer = async (): Promise<void> => {
    if (choisies.length === 0) return poserRefus('Choisissez au moins une pièce.');
    poserEnCours(true);
    const rendu = await client.appeler('POST /api/dossiers/:idj/copies', {
      idj,
      corps: {
        id: crypto.randomUUID(),
        pieces: choisies.length === possibles.length ? null : choisies.map(({ id }) => id),
        laissees: laissees.map(({ id }) => id),
      },
    });
    poserRefus(rendu.ok ? undefined : rendu.refus.detail);
    if (rendu.ok) annoncer('La copie se prépare.');
    await relire();
    poserEnCours(false);
  };
  return (
    <section className="pile-serree" aria-label="Pièces de la copie">
      {vue.avertissements.map(({ phrase, article, aVerifier }) => (
        <Alerte key={phrase} ton="attention">
          {phrase} ({article}
          {aVerifier ? ', à vérifier' : ''})
        </Alerte>
      ))}
      <ListeAChoisir {...{ possibles, otees, poserOtees }} />
      <CeQuiReste laissees={laissees} />
      <Reserver {...{ idj, client, relire }} pieces={vue.pieces} />
      {refus === undefined ? null : (
        <Alerte ton="danger" vive>
          {refus}
        </Alerte>
      )}
      <div className="rangee">
        <Bouton genre="primaire" enCours={enCours} onClick={() => void preparer()}>
          {enCours ? 'Demande en cours…' : 'Préparer la copie'}
        </Bouton>
        <span className="petit discret">
          {pluriel(choisies.length, 'pièce')},{' '}
          {taille(choisies.reduce((somme, piece) => somme + piece.taille, 0))}
          {laissees.length === 0 ? '' : ` ; ${pluriel(laissees.length, 'pièce')} hors de la copie`}
        </span>
      </div>
    </section>
  );
}

function ListeAChoisir({
  possibles,
  otees,
  poserOtees,
}: {
  readonly possibles: readonly PieceACopier[];
  readonly otees: ReadonlySet<string>;
  readonly poserOtees: (suite: ReadonlySet<string>) => void;
}) {
  return (
    <>
      <Case
        coche={otees.size === 0}
        surCoche={(coche) => poserOtees(new Set(coche ? [] : possibles.map(({ id }) => id)))}
      >
        Toutes les pièces qui se communiquent ({possibles.length})
      </Case>
      <ul className="impression-pieces">
        {possibles.map(({ id, cote, titre }) => (
          <li key={id}>
            <Case
              coche={!otees.has(id)}
              surCoche={(coche) =>
                poserOtees(new Set(coche ? [...otees].filter((otee) => otee !== id) : [...otees, id]))
              }
            >
              {cote}. {titre}
            </Case>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Dit avant l'envoi : ce qui ne part pas, et pourquoi. */
const CeQuiReste = ({ laissees }: { readonly laissees: readonly PieceACopier[] }) =>
  laissees.length === 0 ? null : (
    <Alerte ton="attention" titre={`Hors de la copie : ${pluriel(laissees.length, 'pièce')}`}>
      <ul className="impression-pieces petit">
        {laissees.map(({ id, cote, titre, exclusion }) => (
          <li key={id}>
            <strong>
              {cote}. {titre}
            </strong>{' '}
            {exclusion?.phrase} ({exclusion?.article}
            {exclusion?.aVerifier === true ? ', à vérifier' : ''})
          </li>
        ))}
      </ul>
    </Alerte>
  );
