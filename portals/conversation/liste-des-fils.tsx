import type { ResumeDeFil } from '@ppn/messagerie/contract';
import { depuis, Liste, Puce, Rang, useMaintenant } from '@ppn/kit';
import { usePoste } from './contexte.tsx';

/** Mes fils ; ce qui m'attend se dit en toutes lettres. */
export function ListeDesFils({
  fils,
  choisi,
  choisir,
  auClavier = true,
}: {
  readonly fils: readonly ResumeDeFil[];
  readonly choisi: string | undefined;
  readonly choisir: (fil: string) => void;
  /** Faux : J et K restent a la liste principale de la page. */
  readonly auClavier?: boolean;
}) {
  const { moi } = usePoste();
  const maintenant = useMaintenant();
  const rangs = fils.map((fil) => (
    <Rang key={fil.id}>
      <button
        type="button"
        className="rang rang-de-fil"
        data-rang
        aria-current={fil.id === choisi}
        onClick={() => choisir(fil.id)}
      >
        <span className="rang-de-fil-tete">
          <span className="rang-titre">
            {fil.participants.find(({ code }) => code !== moi.code)?.libelle ?? 'Dans le service'}
          </span>
          {fil.nonLus > 0 ? (
            <Puce ton="accent">
              {fil.nonLus} non lu{fil.nonLus > 1 ? 's' : ''}
            </Puce>
          ) : null}
          {fil.attend === null ? null : (
            <Puce ton="alerte">
              {fil.attend === 'reponse' ? 'attend votre réponse' : 'instruction à accepter'}
            </Puce>
          )}
          <span className="discret petit rang-de-fil-heure">{depuis(fil.dernierA, maintenant)}</span>
        </span>
        <span className="petit discret rang-de-fil-extrait">
          {fil.intitule} · {fil.dernierAuteur} : {fil.extrait}
        </span>
      </button>
    </Rang>
  ));
  return auClavier ? (
    <Liste libelle="Fils de messages">{rangs}</Liste>
  ) : (
    <ul className="liste" aria-label="Fils de messages">
      {rangs}
    </ul>
  );
}
