import { exiger, type Probleme, type ReponsePour } from '@ppn/api-client';
import { SelonLaLecture } from '@ppn/echanges';
import {
  Alerte,
  annoncer,
  Bouton,
  dateEtHeure,
  Dialogue,
  Echec,
  EtatVide,
  Liste,
  Panneau,
  pluriel,
  Puce,
} from '@ppn/kit';
import type { contratPlex } from '@ppn/service-plex/contract';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { Fingerprint } from 'lucide-react';
import { useState } from 'react';
import { clesPossibles, creerUneCle } from '../cle-d-acces.ts';
import { client } from '../client.ts';
import { RangDAcces } from './rang-d-acces.tsx';

type Cle = ReponsePour<typeof contratPlex, 'GET /api/cles'>['cles'][number];

const lectureCles = queryOptions({
  queryKey: ['cles'],
  queryFn: () => exiger(client.appeler('GET /api/cles')),
  staleTime: 2_000,
});

/** Les cles d'acces de ce porteur, et ses codes de secours. */
export function Cles() {
  const lecture = useQuery(lectureCles);
  const cache = useQueryClient();
  const [refus, poserRefus] = useState<Probleme>();
  const [codes, poserCodes] = useState<readonly string[]>();
  const relire = (): void => void cache.invalidateQueries({ queryKey: lectureCles.queryKey });
  const enregistrer = async (): Promise<void> => {
    poserRefus(undefined);
    const defi = await client.appeler('POST /api/cles/defi');
    if (!defi.ok) return poserRefus(defi.refus);
    const creation = await creerUneCle(defi.valeur);
    if (creation === undefined) return annoncer('Aucune clé d’accès n’a été créée.');
    const libelle = `Clé du ${dateEtHeure(new Date().toISOString())}`;
    const rendu = await client.appeler('POST /api/cles', { corps: { libelle, ...creation } });
    if (!rendu.ok) return poserRefus(rendu.refus);
    annoncer('La clé d’accès est enregistrée : elle ouvre PLEX sans votre carte.');
    return relire();
  };
  const donnerDesCodes = async (): Promise<void> => {
    const rendu = await client.appeler('POST /api/codes-de-secours');
    if (!rendu.ok) return poserRefus(rendu.refus);
    relire();
    return poserCodes(rendu.valeur.codes);
  };
  return (
    <Panneau
      titre="Clés d’accès"
      nu
      actions={
        clesPossibles() ? (
          <Bouton icone={<Fingerprint size={16} aria-hidden="true" />} onClick={() => void enregistrer()}>
            Enregistrer une clé
          </Bouton>
        ) : null
      }
    >
      {refus === undefined ? null : <Echec probleme={refus} />}
      <SelonLaLecture lecture={lecture}>
        {(lues) => <Enregistrees {...lues} relire={relire} donnerDesCodes={() => void donnerDesCodes()} />}
      </SelonLaLecture>
      {codes === undefined ? null : (
        <Dialogue titre="Vos codes de secours" surFermeture={() => poserCodes(undefined)}>
          <Codes codes={codes} />
        </Dialogue>
      )}
    </Panneau>
  );
}

type DesEnregistrees = ReponsePour<typeof contratPlex, 'GET /api/cles'> & {
  readonly relire: () => void;
  readonly donnerDesCodes: () => void;
};

function Enregistrees({ cles, codesRestants, relire, donnerDesCodes }: DesEnregistrees) {
  if (cles.length === 0)
    return (
      <EtatVide>
        <p>
          Aucune clé d’accès. Gardée par votre téléphone, votre ordinateur ou une clé de sécurité, elle ouvre
          PLEX d’une empreinte ou d’un code, sans votre carte.
        </p>
      </EtatVide>
    );
  return (
    <>
      <Liste libelle="Clés d’accès">
        {cles.map((cle) => (
          <UneCle key={cle.id} cle={cle} relire={relire} />
        ))}
      </Liste>
      <div className="plex-codes">
        <p className="petit">
          {codesRestants === 0
            ? 'Aucun code de secours : perdre votre clé vous laisserait votre carte seule.'
            : `${pluriel(codesRestants, 'code')} de secours.`}
        </p>
        <Bouton onClick={donnerDesCodes}>
          {codesRestants === 0 ? 'Demander des codes' : 'Remplacer les codes'}
        </Bouton>
      </div>
    </>
  );
}

function UneCle({ cle, relire }: { readonly cle: Cle; readonly relire: () => void }) {
  const { id, libelle, sauvegardee, servieA, revoqueeA } = cle;
  const revoquer = async (): Promise<void> => {
    const rendu = await client.appeler('DELETE /api/cles/:id', { id });
    annoncer(rendu.ok ? `« ${libelle} » est révoquée : elle n’ouvre plus rien.` : rendu.refus.detail);
    relire();
  };
  return (
    <RangDAcces
      titre={libelle}
      suite={`${sauvegardee ? 'synchronisée entre vos appareils' : 'sur un seul appareil'}, ${servieA === null ? 'jamais servie' : `a servi le ${dateEtHeure(servieA)}`}`}
    >
      {revoqueeA === null ? (
        <Bouton genre="danger" aria-label={`Révoquer ${libelle}`} onClick={() => void revoquer()}>
          Révoquer
        </Bouton>
      ) : (
        <Puce>révoquée</Puce>
      )}
    </RangDAcces>
  );
}

const Codes = ({ codes }: { readonly codes: readonly string[] }) => (
  <div className="pile">
    <Alerte ton="attention" titre="Notez-les maintenant" vive>
      <p>Ils ne se remontreront pas. Chacun sert une fois, et un courriel vous le dira.</p>
    </Alerte>
    <ul className="plex-codes-liste" aria-label="Codes de secours">
      {codes.map((code) => (
        <li key={code}>
          <code>{code}</code>
        </li>
      ))}
    </ul>
  </div>
);
