import {
  Bouton,
  Chargement,
  depuis,
  Echec,
  EtatVide,
  Liste,
  Panneau,
  pluriel,
  Puce,
  Rang,
  TitrePage,
  useMaintenant,
} from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { lectureDossiers, lectureParapheur, problemeDe } from '../application/donnees.ts';
import { useCadre } from '../application/session.ts';
import { EnChiffres } from '../garde-a-vue/en-chiffres.tsx';
import { MesuresDeLAccueil } from '../garde-a-vue/mesures-de-l-accueil.tsx';
import type { AParapher, Resume } from '../application/types.ts';
import { ETATS } from '../application/vocabulaire.ts';

/** Accueil : ce qui m'attend, mes procédures, ce que le parquet a répondu. */
export function Accueil() {
  const { q } = useSearch({ from: '/' });
  const { nouvelleProcedure } = useCadre();
  const lecture = useQuery(lectureDossiers(q ?? ''));
  const dossiers = lecture.data?.dossiers;
  const parapheur = useQuery(lectureParapheur);
  return (
    <div className="pile">
      <div className="rangee-ecartee">
        <TitrePage onglet="Procédures">Procédures de l’unité</TitrePage>
        <div className="rangee">
          <Filtre q={q ?? ''} />
          <Bouton genre="primaire" touche="C" onClick={nouvelleProcedure}>
            Nouvelle procédure
          </Bouton>
        </div>
      </div>
      {lecture.isError ? (
        <Echec probleme={problemeDe(lecture.error)} reessayer={() => void lecture.refetch()} />
      ) : null}
      <MesuresDeLAccueil />
      <div className="colonnes-accueil">
        <AFaire actes={parapheur.data?.actes} dossiers={dossiers} />
        <MesProcedures
          dossiers={dossiers}
          filtre={q ?? ''}
          tronquee={lecture.data?.tronquee === true}
          echec={lecture.isError}
        />
        <Parquet dossiers={dossiers} />
      </div>
    </div>
  );
}

function Filtre({ q }: { readonly q: string }) {
  const naviguer = useNavigate();
  return (
    <input
      type="search"
      className="saisie filtre"
      aria-label="Filtrer les procédures"
      placeholder="Filtrer : numéro, personne, infraction"
      defaultValue={q}
      onChange={(evenement) => {
        const valeur = evenement.target.value;
        void naviguer({ to: '/', search: valeur === '' ? {} : { q: valeur }, replace: true });
      }}
    />
  );
}

function AFaire({
  actes,
  dossiers,
}: {
  readonly actes: readonly AParapher[] | undefined;
  readonly dossiers: readonly Resume[] | undefined;
}) {
  const prets = actes?.filter(({ manques }) => manques.length === 0) ?? [];
  const refuses =
    dossiers?.filter(({ etat, incidents }) => etat === 'refusee' || etat === 'retournee' || incidents > 0) ??
    [];
  const vide = (actes ?? []).length === 0 && refuses.length === 0;
  return (
    <Panneau
      titre="À faire"
      nu
      actions={
        prets.length > 0 ? (
          <Link
            to="/parapheur"
            className="bouton bouton-discret"
          >{`Signer ${pluriel(prets.length, 'acte')}`}</Link>
        ) : null
      }
    >
      {actes === undefined ? <Chargement /> : null}
      {actes !== undefined && vide ? (
        <EtatVide>Rien n’attend : aucun acte à signer, aucune transmission refusée ni retournée.</EtatVide>
      ) : null}
      <ul className="liste">
        {refuses.map((dossier) => (
          <Rang key={dossier.idj}>
            <Link to="/dossiers/$idj" params={{ idj: dossier.idj }} className="rang rang-haut">
              <span className="pile-serree">
                <span className="rang-titre">{dossier.intitule}</span>
                <span className="petit discret">{dossier.prochaineEtape}</span>
              </span>
              <span className="rang-fin">
                <Puce ton="danger">à reprendre</Puce>
              </span>
            </Link>
          </Rang>
        ))}
        {[...Map.groupBy(actes ?? [], ({ idj }) => idj)].map(([idj, groupe]) => (
          <Rang key={idj}>
            <LienDuGroupe idj={idj} actes={groupe} />
          </Rang>
        ))}
      </ul>
    </Panneau>
  );
}

/** Actes d'un dossier qui m'attendent : un seul mene a l'acte, plusieurs au dossier (S les signe tous). */
function LienDuGroupe({ idj, actes }: { readonly idj: string; readonly actes: readonly AParapher[] }) {
  const [seul] = actes;
  const prets = actes.filter(({ manques }) => manques.length === 0).length;
  const contenu = (
    <>
      <span className="rang-titre">{seul?.intitule}</span>
      <span className="petit discret">
        {seul?.numero} · {actes.map(({ titre }) => titre.replace('Procès-verbal', 'PV')).join(', ')}
      </span>
      <span className="rang-fin">
        {prets > 0 ? <Puce ton="alerte">{`${pluriel(prets, 'acte')} à signer`}</Puce> : null}
        {prets < actes.length ? (
          <Puce>{`${pluriel(actes.length - prets, 'brouillon')} à compléter`}</Puce>
        ) : null}
      </span>
    </>
  );
  return seul !== undefined && actes.length === 1 ? (
    <Link to="/dossiers/$idj/actes/$acteId" params={{ idj, acteId: seul.acteId }} className="rang rang-haut">
      {contenu}
    </Link>
  ) : (
    <Link to="/dossiers/$idj" params={{ idj }} className="rang rang-haut">
      {contenu}
    </Link>
  );
}

function MesProcedures({
  dossiers,
  filtre,
  tronquee,
  echec,
}: {
  readonly dossiers: readonly Resume[] | undefined;
  readonly filtre: string;
  readonly tronquee: boolean;
  readonly echec: boolean;
}) {
  return (
    <Panneau titre={dossiers === undefined ? 'Mes procédures' : `Mes procédures (${dossiers.length})`} nu>
      {dossiers === undefined && !echec ? <Chargement /> : null}
      {dossiers?.length === 0 ? (
        <EtatVide>
          {filtre === '' ? (
            <p>
              Aucune procédure. Appuyez sur <kbd>C</kbd> pour ouvrir la première.
            </p>
          ) : (
            <p>Rien ne correspond à « {filtre} ». Essayez un nom, un numéro ou un mot de l’infraction.</p>
          )}
        </EtatVide>
      ) : null}
      {dossiers === undefined || dossiers.length === 0 ? null : (
        <Liste libelle="Procédures">
          {dossiers.map((dossier) => (
            <Rang key={dossier.idj}>
              <LigneDeProcedure dossier={dossier} />
            </Rang>
          ))}
        </Liste>
      )}
      {tronquee ? (
        <p className="petit discret">
          Les plus récentes seulement : {filtre === '' ? 'filtrez' : 'précisez le filtre'} pour atteindre les
          autres.
        </p>
      ) : null}
    </Panneau>
  );
}

function LigneDeProcedure({ dossier }: { readonly dossier: Resume }) {
  const maintenant = useMaintenant();
  const etat = ETATS[dossier.etat];
  const personnes = [...dossier.misEnCause, ...dossier.victimes].join(', ');
  return (
    <Link
      to="/dossiers/$idj"
      params={{ idj: dossier.idj }}
      className="rang ligne-procedure"
      title={personnes}
      data-rang=""
    >
      <span className="chiffres petit discret numero">{dossier.numero}</span>
      <span className="rang-titre">{dossier.intitule}</span>
      <span className="rang-suite">{personnes}</span>
      <span className="rang-fin">
        <Puce ton={dossier.aSigner > 0 ? 'alerte' : etat.ton} titre={dossier.prochaineEtape}>
          {dossier.prochaineEtape === '' ? etat.libelle : dossier.prochaineEtape}
        </Puce>
        <span className="petit discret chiffres moment">{depuis(dossier.majA, maintenant)}</span>
      </span>
    </Link>
  );
}

const PARQUET = ['retournee', 'decidee', 'refusee', 'transmise', 'en-transmission'] as const;

function Parquet({ dossiers }: { readonly dossiers: readonly Resume[] | undefined }) {
  const maintenant = useMaintenant();
  const suivis = (dossiers ?? [])
    .filter(({ etat }) => PARQUET.some((un) => un === etat))
    .toSorted(
      (un, autre) =>
        PARQUET.findIndex((etat) => etat === un.etat) - PARQUET.findIndex((etat) => etat === autre.etat) ||
        autre.majA.localeCompare(un.majA),
    );
  return (
    <Panneau titre="Parquet" nu>
      <EnChiffres decisions={dossiers?.filter(({ etat }) => etat === 'decidee').length} />
      {dossiers === undefined ? <Chargement /> : null}
      {dossiers !== undefined && suivis.length === 0 ? (
        <EtatVide>
          Aucune procédure transmise. Les réponses du parquet arriveront ici, sans recharger la page.
        </EtatVide>
      ) : null}
      <ul id="reponses-du-parquet" className="liste" aria-live="polite">
        {suivis.map((dossier) => (
          <Rang key={dossier.idj}>
            <Link to="/dossiers/$idj" params={{ idj: dossier.idj }} className="rang rang-haut">
              <span className="pile-serree">
                <span className="rang-titre">{dossier.intitule}</span>
                <span className="petit discret">
                  {dossier.prochaineEtape} · {depuis(dossier.majA, maintenant)}
                </span>
              </span>
              <span className="rang-fin">
                <Puce ton={ETATS[dossier.etat].ton}>{ETATS[dossier.etat].libelle}</Puce>
              </span>
            </Link>
          </Rang>
        ))}
      </ul>
    </Panneau>
  );
}
