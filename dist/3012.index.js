export const id = 3012;
export const ids = [3012];
export const modules = {

/***/ 3012:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   defaultTable: () => (/* reexport safe */ _chunk_RJ2NAYI4_js__WEBPACK_IMPORTED_MODULE_1__.a)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
/* harmony import */ var _chunk_RJ2NAYI4_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5710);
/* harmony import */ var _chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3441);
/* harmony import */ var _chunk_PWTH4TW3_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3318);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);



/***/ }),

/***/ 5710:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ p),
/* harmony export */   b: () => (/* binding */ m),
/* harmony export */   c: () => (/* binding */ u),
/* harmony export */   d: () => (/* binding */ h),
/* harmony export */   e: () => (/* binding */ f),
/* harmony export */   f: () => (/* binding */ g),
/* harmony export */   g: () => (/* binding */ b),
/* harmony export */   h: () => (/* binding */ y),
/* harmony export */   i: () => (/* binding */ x)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
/* harmony import */ var _chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3441);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);
var p="fairway_migrations";async function m(t,a){let[e]=await t.query(`select coalesce(n.nspname, current_schema()) as schema, c.oid is not null as there,
       quote_ident(coalesce(n.nspname, current_schema())) || '.' || quote_ident($1::text) as table
     from (select to_regclass(quote_ident($1::text)) as oid) r
       left join pg_class c on c.oid = r.oid left join pg_namespace n on n.oid = c.relnamespace`,[a]);if(!e?.schema||!e.table)throw (0,_chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_1__.b)({code:"no-schema",message:"this database user has no schema to keep the table of migrations in",cure:"Give the user a search_path with a schema that exists, such as public."});if(!e.there)return{table:e.table,exists:!1,rows:[]};let s=await t.query(`select id, file, sha256, phase, state, release, statements from ${e.table} order by applied_at, id`);return{table:e.table,exists:!0,rows:s}}async function u(t,a){await t.query(`create table ${a} (
       id text primary key,
       file text not null,
       sha256 text not null,
       phase text not null check (phase in ('expand', 'contract')),
       state text not null check (state in ('started', 'applied')),
       applied_at timestamptz not null default clock_timestamp(),
       release text not null,
       statements integer not null,
       duration interval not null default interval '0'
     )`)}async function h(t,a,e){await n(t,a,"applied",e)}async function f(t,a,e){await n(t,a,"started",e)}async function g(t,a,e,s){await t.query(`update ${a} set statements = $2 where id = $1`,[e,s])}async function b(t,a,e){await t.query(`update ${a} set state = 'applied', statements = $2, duration = make_interval(secs => $3),
       applied_at = clock_timestamp() where id = $1`,[e.file.id,e.statements,e.seconds])}async function y(t,a,e){await t.query(`delete from ${a} where id = $1 and state = 'started'`,[e])}async function x(t,a,e){return(await t.query(`select 1 from ${a} where id = $1 and state = 'applied'`,[e])).length>0}async function n(t,a,e,s){let{file:i,release:o,statements:l,seconds:c}=s;await t.query(`insert into ${a} (id, file, sha256, phase, state, release, statements, duration)
     values ($1, $2, $3, $4, $5, $6, $7, make_interval(secs => $8))`,[i.id,i.path,i.sha256,i.phase,e,o,l,c])}


/***/ })

};
