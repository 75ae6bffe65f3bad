export const id = 261;
export const ids = [261];
export const modules = {

/***/ 2261:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   defaultTable: () => (/* reexport safe */ _chunk_UELSJY62_js__WEBPACK_IMPORTED_MODULE_1__.a)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
/* harmony import */ var _chunk_UELSJY62_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5106);
/* harmony import */ var _chunk_67TVXCHI_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2351);
/* harmony import */ var _chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5423);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);



/***/ }),

/***/ 5106:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ m),
/* harmony export */   b: () => (/* binding */ u),
/* harmony export */   c: () => (/* binding */ h),
/* harmony export */   d: () => (/* binding */ f),
/* harmony export */   e: () => (/* binding */ g),
/* harmony export */   f: () => (/* binding */ b),
/* harmony export */   g: () => (/* binding */ y),
/* harmony export */   h: () => (/* binding */ x),
/* harmony export */   i: () => (/* binding */ $)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
/* harmony import */ var _chunk_67TVXCHI_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2351);
/* harmony import */ var _chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5423);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);
var m="fairway_migrations";async function u(t,a){let[e]=await t.query(`select coalesce(n.nspname, current_schema()) as schema, c.oid is not null as there,
       quote_ident(coalesce(n.nspname, current_schema())) || '.' || quote_ident($1::text) as table
     from (select to_regclass(quote_ident($1::text)) as oid) r
       left join pg_class c on c.oid = r.oid left join pg_namespace n on n.oid = c.relnamespace`,[a]);if(!e?.schema||!e.table)throw (0,_chunk_67TVXCHI_js__WEBPACK_IMPORTED_MODULE_1__.b)({code:"no-schema",message:"this database user has no schema to keep the table of migrations in",cure:"Give the user a search_path with a schema that exists, such as public."});if(!e.there)return{table:e.table,exists:!1,rows:[]};let i=await t.query(`select id, file, sha256, phase, state, release, statements from ${e.table} order by applied_at, id`);return{table:e.table,exists:!0,rows:i}}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_2__.a)(u,"readHistory");async function h(t,a){await t.query(`create table ${a} (
       id text primary key,
       file text not null,
       sha256 text not null,
       phase text not null check (phase in ('expand', 'contract')),
       state text not null check (state in ('started', 'applied')),
       applied_at timestamptz not null default clock_timestamp(),
       release text not null,
       statements integer not null,
       duration interval not null default interval '0'
     )`)}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_2__.a)(h,"createHistory");async function f(t,a,e){await o(t,a,"applied",e)}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_2__.a)(f,"recordApplied");async function g(t,a,e){await o(t,a,"started",e)}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_2__.a)(g,"recordStarted");async function b(t,a,e,i){await t.query(`update ${a} set statements = $2 where id = $1`,[e,i])}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_2__.a)(b,"recordProgress");async function y(t,a,e){await t.query(`update ${a} set state = 'applied', statements = $2, duration = make_interval(secs => $3),
       applied_at = clock_timestamp() where id = $1`,[e.file.id,e.statements,e.seconds])}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_2__.a)(y,"recordFinished");async function x(t,a,e){await t.query(`delete from ${a} where id = $1 and state = 'started'`,[e])}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_2__.a)(x,"forgetStarted");async function $(t,a,e){return(await t.query(`select 1 from ${a} where id = $1 and state = 'applied'`,[e])).length>0}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_2__.a)($,"isRecorded");async function o(t,a,e,i){let{file:r,release:l,statements:c,seconds:d}=i;await t.query(`insert into ${a} (id, file, sha256, phase, state, release, statements, duration)
     values ($1, $2, $3, $4, $5, $6, $7, make_interval(secs => $8))`,[r.id,r.path,r.sha256,r.phase,e,l,c,d])}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_2__.a)(o,"insert");


/***/ })

};
