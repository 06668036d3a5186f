import {
  Alerte,
  annoncer,
  Bouton,
  Chargement,
  Echec,
  EtatVide,
  Liste,
  pluriel,
  TitrePage,
  useRaccourcis,
} from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { problemeDe } from '../client.ts';
import { memoire } from '../donnees.ts';
import { useMaintenant } from '../maintenant.ts';
import { CarteArrivee } from './carte-arrivee.tsx';
import { DialogueRetour } from './dialogue-retour.tsx';
import { type Arrivee, lectureArrivees, type Vue } from './donnees.ts';
import { type Bilan, enregistrerAuBureauDOrdre, mettreDeCote, suivante, viser } from './gestes.ts';
import { RangArrivee } from './rang-arrivee.tsx';

const VIDE: ReadonlySet<string> = new Set();

/** Accueil du greffe : les transmissions arrivees, deja controlees ; une touche par procedure, un geste pour un lot. */
export const PageArrivees = () => {
  const [vue, setVue] = useState<Vue>('a-trier');
  const [petitsX, setPetitsX] = useState(false);
  const [choisie, setChoisie] = useState<string>();
  const [cochees, setCochees] = useState(VIDE);
  const [retour, setRetour] = useState<Arrivee>();
  const [bilan, setBilan] = useState<Bilan>();
  const maintenant = useMaintenant();
  const lecture = useQuery(lectureArrivees(vue));
  const montrees = (lecture.data?.arrivees ?? []).filter(({ petitX }) => !petitsX || petitX);
  const courante = montrees.find(({ idj }) => idj === choisie) ?? montrees[0];
  const traitable = vue !== 'traitees';
  const lot = montrees.filter(({ idj }) => cochees.has(idj));

  const apres = (traitees: readonly Arrivee[]): void => {
    const idjs = new Set(traitees.map(({ idj }) => idj));
    const prochaine = suivante(montrees, idjs);
    memoire.setQueryData(lectureArrivees(vue).queryKey, (lue) =>
      lue === undefined ? lue : { ...lue, arrivees: lue.arrivees.filter(({ idj }) => !idjs.has(idj)) },
    );
    setCochees(VIDE);
    setChoisie(prochaine);
    requestAnimationFrame(() => viser(prochaine));
  };
  const traiter = (traitees: readonly Arrivee[], geste: () => Promise<Bilan>): void => {
    if (!traitable || traitees.length === 0) return;
    apres(traitees);
    void geste().then(setBilan);
  };
  const enregistrer = (): void => {
    const traitees = lot.length > 0 ? lot : courante === undefined ? [] : [courante];
    traiter(traitees, () => enregistrerAuBureauDOrdre(traitees));
  };
  const mettre = (): void => {
    if (courante !== undefined) traiter([courante], () => mettreDeCote(courante));
  };
  const ouvrirLeRetour = (): void => (traitable ? setRetour(courante) : undefined);
  const cocher = (idj: string, coche: boolean): void =>
    setCochees(new Set(coche ? [...cochees, idj] : [...cochees].filter((une) => une !== idj)));
  useRaccourcis([
    { touche: 'e', libelle: 'Enregistrer au bureau d’ordre', groupe: 'Arrivées', action: enregistrer },
    { touche: 'b', libelle: 'Retourner à l’unité', groupe: 'Arrivées', action: ouvrirLeRetour },
    { touche: 'h', libelle: 'Mettre de côté', groupe: 'Arrivées', action: mettre },
    {
      touche: 'x',
      libelle: 'Choisir pour un lot',
      groupe: 'Arrivées',
      action: () => (courante === undefined ? undefined : cocher(courante.idj, !cochees.has(courante.idj))),
    },
    {
      touche: 'ctrl+a',
      libelle: 'Tout choisir',
      groupe: 'Arrivées',
      action: () => setCochees(new Set(traitable ? montrees.map(({ idj }) => idj) : [])),
    },
  ]);
  const comptes = lecture.data?.comptes;
  const aTrier = comptes?.aTrier ?? 0;
  const montrer = (voulue: Vue, seuls: boolean): void => {
    setVue(voulue);
    setPetitsX(seuls);
    setCochees(VIDE);
  };

  return (
    <div className="boite">
      <div className="page-tete">
        <div>
          <TitrePage onglet={aTrier === 0 ? 'Arrivées' : `(${aTrier}) Arrivées`}>Arrivées</TitrePage>
          <p className="discret petit">
            {comptes === undefined ? ' ' : `${pluriel(aTrier, 'transmission')} à trier`}
          </p>
        </div>
        <div className="bascule">
          {VUES.map(({ cle, libelle, seuls }) => (
            <button
              key={libelle}
              type="button"
              aria-pressed={vue === cle && petitsX === seuls}
              onClick={() => montrer(cle, seuls)}
            >
              {libelle} <span className="chiffres">{compteDe({ cle, seuls }, lecture.data)}</span>
            </button>
          ))}
        </div>
      </div>
      <BilanDuGeste bilan={bilan} />
      {lot.length === 0 ? null : (
        <div className="rangee lot">
          <strong>{pluriel(lot.length, 'procédure choisie', 'procédures choisies')}</strong>
          <Bouton genre="primaire" touche="E" onClick={enregistrer}>
            Enregistrer le lot
          </Bouton>
          <Bouton genre="discret" onClick={() => setCochees(VIDE)}>
            Ne rien choisir
          </Bouton>
        </div>
      )}
      {lecture.isPending ? <Chargement libelle="Chargement des arrivées" /> : null}
      {lecture.isError ? (
        <Echec probleme={problemeDe(lecture.error)} reessayer={() => void lecture.refetch()} />
      ) : null}
      {lecture.data === undefined ? null : (
        <div className="boite-colonnes">
          <section className="panneau boite-liste" aria-label="Transmissions arrivées">
            {montrees.length === 0 ? <RienIci vue={vue} petitsX={petitsX} /> : null}
            {montrees.length === 0 ? null : (
              <Liste libelle="Arrivées">
                {montrees.map((arrivee) => (
                  <RangArrivee
                    key={arrivee.idj}
                    {...{ arrivee, maintenant }}
                    choisie={arrivee.idj === courante?.idj}
                    cochee={cochees.has(arrivee.idj)}
                    surChoix={() => setChoisie(arrivee.idj)}
                    surCoche={traitable ? (coche) => cocher(arrivee.idj, coche) : undefined}
                  />
                ))}
              </Liste>
            )}
            {lecture.data.tronquee ? (
              <p className="petit discret panneau-corps">
                Les cent premières ; les suivantes viennent à mesure.
              </p>
            ) : null}
          </section>
          {courante === undefined ? null : (
            <CarteArrivee
              arrivee={courante}
              gestes={
                traitable ? { enregistrer, retourner: ouvrirLeRetour, mettreDeCote: mettre } : undefined
              }
            />
          )}
        </div>
      )}
      {retour === undefined ? null : (
        <DialogueRetour
          arrivee={retour}
          surRetour={() => {
            setRetour(undefined);
            apres([retour]);
            annoncer(`Retournée à l’unité : ${retour.intitule}`);
            setBilan({ phrase: `Retournée à l’unité : ${retour.intitule}`, refus: [] });
            void memoire.invalidateQueries({ queryKey: ['arrivees'] });
          }}
          surFermeture={() => setRetour(undefined)}
        />
      )}
    </div>
  );
};

const VUES: readonly { readonly cle: Vue; readonly seuls: boolean; readonly libelle: string }[] = [
  { cle: 'a-trier', seuls: false, libelle: 'À trier' },
  { cle: 'a-trier', seuls: true, libelle: 'Petits X' },
  { cle: 'mise-de-cote', seuls: false, libelle: 'De côté' },
  { cle: 'traitees', seuls: false, libelle: 'Traitées' },
];

type Lue = {
  readonly arrivees: readonly Arrivee[];
  readonly comptes: { readonly aTrier: number; readonly miseDeCote: number };
};

const compteDe = (
  { cle, seuls }: { readonly cle: Vue; readonly seuls: boolean },
  lue: Lue | undefined,
): string => {
  if (lue === undefined || cle === 'traitees') return '';
  if (cle === 'mise-de-cote') return String(lue.comptes.miseDeCote);
  if (!seuls) return String(lue.comptes.aTrier);
  const petits = lue.arrivees.filter(({ petitX, sort }) => petitX && sort === 'a-trier').length;
  return petits === 0 ? '' : String(petits);
};

const RienIci = ({ vue, petitsX }: { readonly vue: Vue; readonly petitsX: boolean }) => (
  <EtatVide>
    <p>
      {petitsX
        ? 'Aucun petit X à trier.'
        : vue === 'a-trier'
          ? 'Rien à trier. Les transmissions des unités arrivent ici d’elles-mêmes, sans recharger la page.'
          : vue === 'mise-de-cote'
            ? 'Rien de côté.'
            : 'Aucune arrivée traitée pour l’instant.'}
    </p>
  </EtatVide>
);

const BilanDuGeste = ({ bilan }: { readonly bilan: Bilan | undefined }) =>
  bilan === undefined ? null : (
    <div className="pile-serree">
      {bilan.phrase === '' ? null : <p className="petit bilan">{bilan.phrase}</p>}
      {bilan.refus.length === 0 ? null : (
        <Alerte ton="attention" titre="Pas traitée" vive>
          <ul>
            {bilan.refus.map(({ idj, phrase }) => (
              <li key={idj + phrase}>
                {idj} {phrase}
              </li>
            ))}
          </ul>
        </Alerte>
      )}
    </div>
  );
