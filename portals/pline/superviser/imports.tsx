import { exiger, type ReponsePour } from '@ppn/api-client';
import { problemeDe } from '@ppn/echanges';
import {
  annoncer,
  Alerte,
  Bouton,
  dateEtHeure,
  Dialogue,
  Echec,
  nombre,
  Panneau,
  pluriel,
  Puce,
} from '@ppn/kit';
import type { Ton } from '@ppn/kit';
import type { contratPline } from '@ppn/service-pline/contract';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../client.ts';
import { Tableau } from './tableau.tsx';

type Import = ReponsePour<typeof contratPline, 'GET /api/imports'>['imports'][number];

const MINUTE_MS = 60_000;
const lectureImports = queryOptions({
  queryKey: ['imports'],
  queryFn: () => exiger(client.appeler('GET /api/imports')).then(({ imports }) => imports),
  refetchInterval: MINUTE_MS,
});

const GENRES: Readonly<Record<string, string>> = {
  avocat: 'Avocats',
  'commissaire-de-justice': 'Commissaires de justice',
  expert: 'Experts',
};
const ETATS: Readonly<Record<Import['etat'], { readonly ton: Ton; readonly libelle: string }>> = {
  applique: { ton: 'succes', libelle: 'appliqué' },
  'a-confirmer': { ton: 'danger', libelle: 'à confirmer' },
  abandonne: { ton: 'neutre', libelle: 'abandonné' },
  refuse: { ton: 'alerte', libelle: 'illisible' },
};

/** Les listes qui ouvrent PLEX : ce que chacune a change, et celles que le garde-fou a arretees. */
export function Imports() {
  const lecture = useQuery(lectureImports);
  const [ouvert, ouvrir] = useState<Import>();
  const imports = lecture.data ?? [];
  const attendent = imports.filter(({ etat }) => etat === 'a-confirmer');
  return (
    <Panneau titre="Annuaire de PLEX : listes importées" nu>
      {lecture.isError ? (
        <Echec probleme={problemeDe(lecture.error)} reessayer={() => void lecture.refetch()} />
      ) : null}
      {attendent.map((attendu) => (
        <Alerte key={attendu.id} ton="danger" titre={`Import arrêté : ${attendu.source}`}>
          <p>
            Rien n’est changé : {attendu.motifs.join(' ; ')}. Un fichier coupé en route se lit ainsi ; une
            vraie radiation aussi.
          </p>
          <Bouton onClick={() => ouvrir(attendu)}>Voir, puis confirmer ou abandonner</Bouton>
        </Alerte>
      ))}
      <Tableau
        legende="Listes importées dans l’annuaire de PLEX"
        titres={[
          'Liste',
          'Reçue le',
          'État',
          'Lues',
          'Arrivées',
          'Changées',
          'Parties',
          'Illisibles',
          'Détail',
        ]}
        nombres={[3, 4, 5, 6, 7]}
        vide="Aucune liste n’a été importée."
        lignes={imports.map((un) => ({
          cle: un.id,
          cellules: [
            <span key="liste">
              {GENRES[un.genre] ?? un.genre} <span className="discret">{un.source}</span>
            </span>,
            dateEtHeure(un.recuA),
            <Puce key="etat" ton={ETATS[un.etat].ton} titre={un.concluPar ?? ''}>
              {ETATS[un.etat].libelle}
            </Puce>,
            nombre(un.lues),
            nombre(un.arrives + un.revenus),
            nombre(un.changes),
            nombre(un.partis),
            nombre(un.illisibles),
            <Bouton
              key="detail"
              genre="discret"
              onClick={() => ouvrir(un)}
              aria-label={`Écarts de ${un.source}`}
            >
              Écarts
            </Bouton>,
          ],
        }))}
      />
      {ouvert === undefined ? null : <Detail un={ouvert} surFermeture={() => ouvrir(undefined)} />}
    </Panneau>
  );
}

const NATURES = [
  { nature: 'parti', titre: 'Partent' },
  { nature: 'arrive', titre: 'Arrivent' },
  { nature: 'change', titre: 'Changent' },
  { nature: 'illisible', titre: 'Lignes illisibles' },
  { nature: 'homonyme', titre: 'Homonymes' },
] as const;

function Detail({ un, surFermeture }: { readonly un: Import; readonly surFermeture: () => void }) {
  const cache = useQueryClient();
  const [refus, poserRefus] = useState<string>();
  const [enCours, poserEnCours] = useState(false);
  const conclure = async (choix: 'confirmer' | 'abandonner'): Promise<void> => {
    poserEnCours(true);
    const rendu = await client.appeler('POST /api/imports/:id/conclusion', { id: un.id, corps: { choix } });
    poserEnCours(false);
    if (!rendu.ok) return poserRefus(rendu.refus.detail);
    cache.setQueryData(lectureImports.queryKey, rendu.valeur.imports);
    annoncer(
      choix === 'confirmer'
        ? 'L’import est appliqué : qui en sort perd l’accès au geste suivant.'
        : 'L’import est abandonné : rien ne change.',
    );
    return surFermeture();
  };
  return (
    <Dialogue titre={`${GENRES[un.genre] ?? un.genre} : ${un.source}`} large surFermeture={surFermeture}>
      <p>
        {pluriel(un.lues, 'personne lue', 'personnes lues')}, {pluriel(un.presents, 'présente')} avant.
        {un.concluPar === null ? '' : ` Conclu par : ${un.concluPar}.`}
      </p>
      {un.organisations.length === 0 ? null : (
        <Tableau
          legende="Barreaux ou ressorts qui perdent des inscrits"
          titres={['Barreau ou ressort', 'Avant', 'Partent']}
          nombres={[1, 2]}
          vide=""
          lignes={un.organisations
            .slice(0, 50)
            .map(({ nom, avant, partis }) => ({ cle: nom, cellules: [nom, nombre(avant), nombre(partis)] }))}
        />
      )}
      {NATURES.map(({ nature, titre }) => (
        <Ecarts key={nature} id={un.id} nature={nature} titre={titre} />
      ))}
      {refus === undefined ? null : (
        <Alerte ton="danger" vive>
          <p>{refus}</p>
        </Alerte>
      )}
      {un.etat === 'a-confirmer' ? (
        <div className="dialogue-pied">
          <Bouton enCours={enCours} onClick={() => void conclure('abandonner')}>
            Abandonner l’import
          </Bouton>
          <Bouton genre="danger" enCours={enCours} onClick={() => void conclure('confirmer')}>
            Confirmer : {pluriel(un.partis, 'personne perd', 'personnes perdent')} l’accès
          </Bouton>
        </div>
      ) : null}
    </Dialogue>
  );
}

type DesEcarts = {
  readonly id: string;
  readonly nature: (typeof NATURES)[number]['nature'];
  readonly titre: string;
};

function Ecarts({ id, nature, titre }: DesEcarts) {
  const lecture = useQuery({
    queryKey: ['ecarts', id, nature],
    queryFn: () => exiger(client.appeler('GET /api/imports/:id/ecarts', { id, requete: { nature } })),
  });
  const { total = 0, details = [] } = lecture.data ?? {};
  if (total === 0) return null;
  return (
    <details className="supervision-chiffres">
      <summary>
        {titre} ({nombre(total)})
      </summary>
      <ul className="petit">
        {details.map((detail) => (
          <li key={detail}>{detail}</li>
        ))}
      </ul>
      {total > details.length ? <p className="petit discret">Les {details.length} premiers.</p> : null}
    </details>
  );
}
