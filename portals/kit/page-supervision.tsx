import { Chargement, Echec, type ProblemeVu } from './etats.tsx';
import { Supervision, type SupervisionVue } from './supervision.tsx';
import { TitrePage } from './titre.tsx';

type Proprietes = {
  /** L'autre ministere, avec son article. */
  readonly pair: string;
  /** Absente tant qu'elle n'est pas lue. */
  readonly vue: SupervisionVue | undefined;
  readonly refus: ProblemeVu | undefined;
  readonly relire: () => void;
  readonly comparaison: {
    readonly enCours: boolean;
    readonly refus: ProblemeVu | undefined;
    readonly lancer: () => void;
  };
};

/** Ce qui circule entre les deux ministeres : rien de perdu, et depuis quand on le sait. */
export function PageDeSupervision({ pair, vue, refus, relire, comparaison }: Proprietes) {
  return (
    <div className="pile">
      <TitrePage onglet="Supervision">Supervision</TitrePage>
      {vue === undefined && refus === undefined ? (
        <Chargement libelle="Chargement de la supervision" />
      ) : null}
      {refus === undefined ? null : <Echec probleme={refus} reessayer={relire} />}
      {comparaison.refus === undefined ? null : <Echec probleme={comparaison.refus} />}
      {vue === undefined ? null : (
        <Supervision vue={vue} pair={pair} enCours={comparaison.enCours} comparer={comparaison.lancer} />
      )}
    </div>
  );
}
