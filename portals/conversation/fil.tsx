import type { FilVu } from '@ppn/messagerie/contract';
import { Bouton, Chargement, dateCourte, Echec, Puce, type ProblemeVu } from '@ppn/kit';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Bulle } from './bulle.tsx';
import { usePoste } from './contexte.tsx';
import { problemeDe, useLectures } from './donnees.ts';
import { Presence } from './presence.tsx';
import { type ClavierDeRedaction, Redaction } from './redaction.tsx';

/** Un fil ouvert : presence, messages, redaction, versement. L'ouvrir le marque lu. */
export function Fil({
  fil,
  lienDossier = true,
  clavier,
}: {
  readonly fil: string;
  readonly lienDossier?: boolean;
  readonly clavier?: ClavierDeRedaction;
}) {
  const lecture = useQuery(useLectures().fil(fil));
  if (lecture.isPending) return <Chargement libelle="Ouverture du fil" />;
  if (lecture.isError)
    return <Echec probleme={problemeDe(lecture.error)} reessayer={() => void lecture.refetch()} />;
  return <FilOuvert key={fil} vue={lecture.data} lienDossier={lienDossier} clavier={clavier} />;
}

function FilOuvert({
  vue,
  lienDossier,
  clavier,
}: {
  readonly vue: FilVu;
  readonly lienDossier: boolean;
  readonly clavier: ClavierDeRedaction | undefined;
}) {
  const { client, moi, ouvrirDossier } = usePoste();
  const cache = useQueryClient();
  const [refus, poserRefus] = useState<ProblemeVu>();
  useLectureDuFil(vue);
  const liste = useRef<HTMLOListElement>(null);
  useEffect(() => {
    liste.current?.scrollTo({ top: liste.current.scrollHeight });
  }, [vue.fil.length]);
  const enAttente = vue.fil.findLast(({ genre }) => genre === 'compte-rendu');
  const repondu = vue.fil.some(
    ({ genre, rang }) => genre === 'instruction' && rang > (enAttente?.rang ?? Number.POSITIVE_INFINITY),
  );
  const accepter = async (id: string): Promise<void> => {
    const rendu = await client.appeler('POST /api/fils/:fil/messages/:id/acceptation', { fil: vue.id, id });
    if (rendu.ok) cache.setQueryData(['fil', vue.id], rendu.valeur);
    else poserRefus(rendu.refus);
    void cache.invalidateQueries({ queryKey: ['fils'] });
  };
  const autre = vue.participants.find(({ code }) => code !== moi.code);
  return (
    <section className="fil" aria-label={`Fil : ${vue.intitule}`}>
      <header className="fil-tete">
        <div className="fil-titre">
          <h2>{autre?.libelle ?? (vue.intitule === vue.lien.idj ? 'Dans le service' : vue.intitule)}</h2>
          <p className="petit discret">
            {/* Avant toute transmission, le fil n'a pas d'autre intitule que son identifiant. */}
            {vue.intitule === vue.lien.idj ? null : `${vue.intitule} · `}
            <span className="chiffres">{vue.lien.idj}</span>
            {vue.type === 'parquet-enquete' ? null : <> · {TYPES[vue.type]}</>}
          </p>
        </div>
        <div className="rangee">
          {lienDossier && vue.dossierIci ? (
            <Bouton onClick={() => ouvrirDossier(vue.lien.idj)}>Ouvrir le dossier</Bouton>
          ) : null}
          <Verser vue={vue} surRefus={poserRefus} />
        </div>
      </header>
      <Presence presences={vue.presence} />
      {refus === undefined ? null : <Echec probleme={refus} />}
      {/* Elle defile : le clavier doit pouvoir y entrer (RGAA 12.9). */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <ol ref={liste} className="fil-messages" aria-label="Messages" aria-live="polite" tabIndex={0}>
        {vue.fil.map((message) => (
          <Bulle
            key={message.id}
            fil={vue.id}
            message={message}
            accepter={moi.service === 'interieur' ? () => void accepter(message.id) : undefined}
          />
        ))}
      </ol>
      <Redaction
        fil={vue}
        clavier={clavier}
        repondA={moi.service === 'justice' && enAttente !== undefined && !repondu ? enAttente.id : null}
      />
      <p className="petit discret">
        Gardé jusqu’au {dateCourte(vue.conservation.jusqua)} ({vue.conservation.motif})
        {vue.conservation.aVerifier ? (
          <>
            {' '}
            <Puce ton="alerte">à vérifier</Puce>
          </>
        ) : null}
      </p>
    </section>
  );
}

const TYPES = {
  'parquet-enquete': 'parquet et enquête',
  interne: 'interne',
  avocat: 'avocat, couvert par le secret',
} as const;

/** Ouvert et visible, le fil est lu jusqu'a son dernier message. */
function useLectureDuFil(vue: FilVu): void {
  const { client, moi } = usePoste();
  const cache = useQueryClient();
  const dernier = vue.fil.at(-1);
  const jusqua =
    dernier !== undefined && vue.nonLus > 0 && dernier.auteur.matricule !== moi.matricule ? dernier.id : null;
  useEffect(() => {
    if (jusqua === null) return undefined;
    const marquer = (): void => {
      if (document.visibilityState !== 'visible') return;
      void client
        .appeler('POST /api/fils/:fil/lecture', { fil: vue.id, corps: { jusqua } })
        .then(() => cache.invalidateQueries({ queryKey: ['fils'] }));
    };
    marquer();
    document.addEventListener('visibilitychange', marquer);
    return () => document.removeEventListener('visibilitychange', marquer);
  }, [client, cache, vue.id, jusqua]);
}

/** Verser le fil au dossier : prepare l'acte, qui se signe comme les autres. */
function Verser({ vue, surRefus }: { readonly vue: FilVu; readonly surRefus: (refus: ProblemeVu) => void }) {
  const { client, ouvrirActe } = usePoste();
  const [enCours, poserEnCours] = useState(false);
  if (vue.verse.length > 0) return <Puce ton="succes">versé au dossier</Puce>;
  if (ouvrirActe === undefined) return null;
  if (!vue.peutVerser) return <span className="petit discret fil-non-versable">{vue.versementRefuse}</span>;
  const verser = async (): Promise<void> => {
    poserEnCours(true);
    const rendu = await client.appeler('POST /api/fils/:fil/versement', { fil: vue.id });
    poserEnCours(false);
    if (rendu.ok) ouvrirActe(rendu.valeur.idj, rendu.valeur.acteId);
    else surRefus(rendu.refus);
  };
  return (
    <Bouton onClick={() => void verser()} enCours={enCours}>
      Verser au dossier
    </Bouton>
  );
}
