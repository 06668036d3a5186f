import { annoncer, Bouton, Chargement, Echec, Puce, TitrePage, useRaccourcis } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useParams, useRouterState, useSearch } from '@tanstack/react-router';
import { BandeauDuPasse, momentsDe, type Passe, RemonterLeTemps } from '@ppn/lecteur/temps';
import { useMemo, useState } from 'react';
import { lectureDossier, problemeDe } from '../application/donnees.ts';
import { PanneauSignature } from '../acte/panneau-signature.tsx';
import type { Vue } from '../application/types.ts';
import { ETATS } from '../application/vocabulaire.ts';
import { Depots } from './depots.tsx';
import { AllerALaPiece } from './aller-a-la-piece.tsx';
import { ColonneDroite } from './colonne-droite.tsx';
import { NouvelActe } from './nouvel-acte.tsx';
import { SommaireDuDossier } from './sommaire.tsx';
import { useVueOuverte } from './vue-ouverte.ts';

type Ouvert = 'rien' | 'nouvel-acte' | 'signature' | 'piece';

/** Page d'un dossier : en-tete, sommaire des pieces a gauche, page courante au centre, fiche a droite. */
export function Dossier() {
  const { idj } = useParams({ from: '/dossiers/$idj' });
  const { au } = useSearch({ from: '/dossiers/$idj' });
  const { data: vue, error, isError, refetch } = useVueOuverte(idj);
  const naviguer = useNavigate();
  const voir = (passe: Passe): void =>
    void naviguer({
      to: '.',
      search: (avant) => ({ ...avant, au: passe.au }),
      replace: true,
      resetScroll: false,
    });
  const ensemble = useRouterState({
    select: ({ location }) => location.pathname.replace(/\/$/, '').endsWith(idj),
  });
  if (vue === undefined)
    return (
      <div className="pile">
        <TitrePage onglet={idj}>
          <span className="chiffres">{idj}</span>
        </TitrePage>
        {isError ? <Echec probleme={problemeDe(error)} reessayer={() => void refetch()} /> : <Chargement />}
        {isError && au !== undefined ? (
          <p>
            <Bouton onClick={() => voir({})}>Revenir à aujourd’hui</Bouton>
          </p>
        ) : null}
      </div>
    );
  return (
    <Depots vue={vue}>
      <EnTete vue={vue} voir={voir} />
      <div className="dossier">
        <aside className="dossier-gauche" aria-label="Pièces et actes">
          <SommaireDuDossier vue={vue} />
        </aside>
        <div className="dossier-centre">
          <Outlet />
        </div>
        <aside className="dossier-droite" aria-label="Fiche du dossier">
          <ColonneDroite vue={vue} ensemble={ensemble} />
        </aside>
      </div>
    </Depots>
  );
}

function EnTete({ vue, voir }: { readonly vue: Vue; readonly voir: (passe: Passe) => void }) {
  const [regle, poserRegle] = useState(vue.instant !== null);
  const passe = vue.instant;
  const revenir = (): void => {
    poserRegle(false);
    voir({});
  };
  const [ouvert, poserOuvert] = useState<Ouvert>('rien');
  const naviguer = useNavigate();
  const peut = (droit: Vue['peut'][number]): boolean => vue.peut.includes(droit);
  const prets = vue.enCours.filter(
    ({ manques, etat }) => manques.length === 0 && (etat === 'brouillon' || etat === 'gele'),
  );
  const signer = (): void => {
    if (prets.length === 0) annoncer('Aucun acte complet n’attend de signature dans ce dossier.');
    else poserOuvert('signature');
  };
  const placer = (): void => void naviguer({ to: '/placement/$idj', params: { idj: vue.idj }, search: {} });
  const transmettre = (): void =>
    void naviguer({ to: '/dossiers/$idj/transmission', params: { idj: vue.idj } });
  useRaccourcis([
    {
      touche: 'n',
      libelle: 'Nouvel acte',
      groupe: 'Dossier',
      action: () => (peut('rediger') ? poserOuvert('nouvel-acte') : undefined),
    },
    { touche: 's', libelle: 'Signer les actes complets', groupe: 'Dossier', action: signer },
    {
      touche: 'v',
      libelle: 'Placer en garde à vue',
      groupe: 'Dossier',
      action: () => (peut('rediger') ? placer() : undefined),
    },
    {
      touche: 'h',
      libelle: passe === null ? 'Remonter le temps' : 'Revenir à aujourd’hui',
      groupe: 'Dossier',
      action: () => (passe === null ? poserRegle(!regle) : revenir()),
    },
    { touche: 't', libelle: 'Aller à une pièce', groupe: 'Dossier', action: () => poserOuvert('piece') },
    {
      touche: 'échap',
      libelle: 'Revenir à l’ensemble, puis aux procédures',
      groupe: 'Dossier',
      action: () => remonter(naviguer, vue.idj),
    },
  ]);
  const etat = ETATS[vue.etat];
  const alias = vue.alias[0];
  return (
    <>
      <header className="dossier-tete">
        <TitrePage onglet={`${vue.intitule}, ${vue.idj}`}>
          <Link to="/dossiers/$idj" params={{ idj: vue.idj }}>
            {vue.intitule}
          </Link>
        </TitrePage>
        <span className="chiffres discret">{vue.idj}</span>
        {alias === undefined ? null : (
          <span className="chiffres discret" title={alias.emetteur}>
            n° {alias.numero}
          </span>
        )}
        <Puce ton={etat.ton}>{etat.libelle}</Puce>
        {vue.incidents.length === 0 ? null : <Puce ton="danger">incident</Puce>}
        <div className="dossier-tete-actions">
          <Bouton genre="discret" touche="H" aria-expanded={regle} onClick={() => poserRegle(!regle)}>
            Remonter le temps
          </Bouton>
          {peut('rediger') ? (
            <Bouton touche="N" onClick={() => poserOuvert('nouvel-acte')}>
              Nouvel acte
            </Bouton>
          ) : null}
          {peut('rediger') ? (
            <Bouton touche="V" onClick={placer}>
              Garde à vue
            </Bouton>
          ) : null}
          {peut('signer') && prets.length > 0 ? (
            <Bouton genre="primaire" touche="S" onClick={signer}>
              {prets.length === 1 ? 'Signer 1 acte' : `Signer ${prets.length} actes`}
            </Bouton>
          ) : null}
          {peut('deposer') ? (
            <Link to="/dossiers/$idj/import" params={{ idj: vue.idj }} className="bouton">
              Importer des pièces
            </Link>
          ) : null}
          {peut('transmettre') ? <Bouton onClick={transmettre}>Transmettre…</Bouton> : null}
        </div>
        {ouvert === 'nouvel-acte' ? <NouvelActe vue={vue} surFermeture={() => poserOuvert('rien')} /> : null}
        {ouvert === 'piece' ? <AllerALaPiece vue={vue} surFermeture={() => poserOuvert('rien')} /> : null}
        {ouvert === 'signature' ? (
          <PanneauSignature
            actes={prets.map(({ acteId, titre }) => ({ acteId, titre }))}
            idj={vue.idj}
            surFermeture={() => poserOuvert('rien')}
          />
        ) : null}
      </header>
      {regle ? (
        <Reglette idj={vue.idj} au={passe?.au} surChoix={voir} surFermeture={() => poserRegle(false)} />
      ) : null}
      {passe === null ? null : <BandeauDuPasse instant={passe} surRetour={revenir} />}
    </>
  );
}

/** La reglette se gradue sur le dossier d'aujourd'hui, meme quand on regarde le passe. */
function Reglette({
  idj,
  au,
  surChoix,
  surFermeture,
}: {
  readonly idj: string;
  readonly au: string | undefined;
  readonly surChoix: (passe: Passe) => void;
  readonly surFermeture: () => void;
}) {
  const { data: vue } = useQuery(lectureDossier(idj));
  const moments = useMemo(() => (vue === undefined ? [] : momentsDe(vue)), [vue]);
  return <RemonterLeTemps {...{ moments, surChoix, surFermeture }} passe={au === undefined ? {} : { au }} />;
}

function remonter(naviguer: ReturnType<typeof useNavigate>, idj: string): void {
  const ensemble = `/dossiers/${idj}`;
  if (location.pathname.replace(/\/$/, '') === ensemble) void naviguer({ to: '/' });
  else void naviguer({ to: '/dossiers/$idj', params: { idj } });
}
