import { Bouton } from '@ppn/kit';
import type { Geste } from './decision.tsx';
import type { VueMesure } from './donnees.ts';
import {
  type magistratDe,
  obstacleALAccord,
  obstacleALaRequete,
  obstacleAuReport,
} from './droits-du-magistrat.ts';

/** Gestes qui ne valent que pour certaines mesures : l'accord a une retenue d'enfant, sollicite par l'unite ; la requete au juge, le report de l'avocat. */
export const GestesPropres = ({
  vue: { ligne, actes, registre },
  magistrat,
  surGeste,
}: {
  readonly vue: VueMesure;
  readonly magistrat: ReturnType<typeof magistratDe>;
  readonly surGeste: (geste: Geste) => void;
}) => {
  const repondu = actes.some(({ type }) => type === 'gav-accord');
  const accord = obstacleALAccord(ligne, magistrat) === undefined && !repondu;
  const dit = registre.some(({ type }) => type === 'accord-magistrat');
  return (
    <>
      {accord && actes.length > 0 ? (
        <Bouton genre="primaire" onClick={() => surGeste('accord')}>
          {dit ? 'Signer l’accord' : 'Accord à la retenue'}
        </Bouton>
      ) : null}
      {accord && actes.length === 0 ? (
        <span className="petit discret">L’unité n’a pas encore signé sa demande d’accord.</span>
      ) : null}
      {obstacleAuReport(ligne, magistrat) === undefined ? (
        <Bouton
          genre={magistrat === 'jld' && ligne.requete?.objet === 'report-avocat' ? 'primaire' : 'discret'}
          onClick={() => surGeste('report')}
        >
          Différer l’avocat
        </Bouton>
      ) : null}
      {obstacleALaRequete(ligne, magistrat) === undefined ? (
        <Bouton genre="discret" onClick={() => surGeste('requete')}>
          Requérir le JLD
        </Bouton>
      ) : null}
    </>
  );
};
